import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { type ClusterAccess, kubeconfigAccess, testClusterAccess } from '../access/access.ts';
import { connectToTestCluster, type TestConnection } from '../access/connection.ts';
import { programsInPath } from '../access/existing-cluster.ts';
import { TESTED_KUBERNETES } from '../builds/tested-versions.ts';
import { up } from '../lifecycle/cluster.ts';
import { say } from '../progress/steps.ts';
import { loadPluginImage } from '../sonobuoy/plugin-image.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import { clusterLayout } from '../state/layout.ts';
import type { ClusterState } from '../state/state.ts';
import { EXISTING_CLUSTER, SHARED_CLUSTER } from './test-target.ts';

const DIST = join(import.meta.dirname, '../../../dist');

export type SharedConnection = Pick<TestConnection, 'cluster' | 'kubeconfig' | 'close'>;

export interface SharedCluster {
  readonly access: ClusterAccess;
  /** Connects the product's own code to it. */
  readonly connect: () => Promise<SharedConnection>;
}

/** The state that a test file needs of the shared cluster; an existing cluster of somebody else is not changed. */
type Wanted = Omit<ClusterOptions, 'name' | 'kubernetes' | 'nodes' | 'ipFamily'>;

/** Brings the shared cluster into a state, and starts it if needed. */
export async function sharedCluster(wanted: Wanted): Promise<SharedCluster> {
  return EXISTING_CLUSTER === undefined ? ofTests(await started(wanted)) : await existing(EXISTING_CLUSTER);
}

/** The same, with the plugin's image on the nodes; an existing cluster has to have it, or to be able to pull it. */
export async function sharedClusterWithPlugin(wanted: Wanted): Promise<SharedCluster> {
  if (EXISTING_CLUSTER !== undefined) return await existing(EXISTING_CLUSTER);
  const state = await started(wanted);
  await loadOnce(state);
  return ofTests(state);
}

function started(wanted: Wanted): Promise<ClusterState> {
  return up({ name: SHARED_CLUSTER, kubernetes: TESTED_KUBERNETES, ...wanted }, say);
}

function ofTests(state: ClusterState): SharedCluster {
  return { access: testClusterAccess(state), connect: () => connectToTestCluster(state) };
}

async function existing(kubeconfig: string): Promise<SharedCluster> {
  const connect = async () => ({ cluster: connectToCluster(kubeconfig), kubeconfig, close: async () => undefined });
  return { access: kubeconfigAccess(kubeconfig, await programsInPath(say)), connect };
}

/** Loads the image once: a cluster keeps it while test files share it, unless it was built again in between. */
async function loadOnce(state: ClusterState): Promise<void> {
  const marker = join(clusterLayout(state.name).root, 'plugin-image');
  const digest = await digestOfBundle();
  if ((await readFile(marker, 'utf8').catch(() => '')) === digest) return;
  await loadPluginImage(state, say);
  await writeFile(marker, digest);
}

async function digestOfBundle(): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files.sort()) hash.update(file).update(await readFile(file));
  return hash.digest('hex');
}
