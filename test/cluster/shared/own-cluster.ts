import { afterAll, beforeAll } from '@jest/globals';
import { type ClusterAccess, testClusterAccess } from '../access/access.ts';
import { TESTED_KUBERNETES } from '../builds/tested-versions.ts';
import { down, up } from '../lifecycle/cluster.ts';
import { say } from '../progress/steps.ts';
import { loadPluginImage } from '../sonobuoy/plugin-image.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import type { ClusterState } from '../state/state.ts';

const MINUTES = 60_000;

/** A test cluster for only one test file, which would disturb other tests. */
export interface OwnCluster {
  readonly state: ClusterState;
  readonly access: ClusterAccess;
}

/**
 * Starts a cluster with the plugin's image before the tests of the file that calls it, and takes it down after them.
 *
 * @returns a function that gives the cluster to hooks and tests
 */
export function ownCluster(options: Omit<ClusterOptions, 'kubernetes'>): () => OwnCluster {
  let cluster: OwnCluster | undefined;

  beforeAll(async () => {
    const state = await up({ kubernetes: TESTED_KUBERNETES, ...options }, say);
    await loadPluginImage(state, say);
    cluster = { state, access: testClusterAccess(state) };
  }, 60 * MINUTES);

  afterAll(() => down(options.name), 5 * MINUTES);

  return () => {
    if (cluster === undefined) throw new Error('expected a call from a hook or a test, after the cluster has started');
    return cluster;
  };
}
