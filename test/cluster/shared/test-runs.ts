import { afterAll, beforeAll } from '@jest/globals';
import type { ClusterAccess } from '../access/access.ts';
import type { Run } from '../sonobuoy/archived-run.ts';
import { play, type SeenVerdict } from '../sonobuoy/seen-verdict.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import { type KeptArchives, keptArchives } from './kept-archives.ts';
import { sharedClusterWithPlugin } from './shared-cluster.ts';

const MINUTES = 60_000;

/** Runs of a plugin in one test file; their archives are kept until the last test of the file. */
export interface TestRuns {
  readonly access: () => ClusterAccess;
  readonly pathOf: (archive: string) => string;
  /** Runs a plugin, keeps its archive under this name, and evaluates it. */
  readonly play: (archive: string, run: Omit<Run, 'archive'>) => Promise<SeenVerdict>;
}

/** Prepares the shared cluster and a place for archives before the tests of the file that calls it, and cleans up after them. */
export function testRuns(engine: ClusterOptions['engine']): TestRuns {
  return testRunsOn(() => sharedClusterWithPlugin({ engine }));
}

/** The same on another cluster. @param bring gives access to it, after earlier `beforeAll` hooks have ended */
export function testRunsOn(bring: () => Promise<{ readonly access: ClusterAccess }>): TestRuns {
  let prepared: { readonly access: ClusterAccess; readonly archives: KeptArchives } | undefined;

  beforeAll(async () => {
    const archives = await keptArchives();
    const { access } = await bring();
    prepared = { access, archives };
  }, 60 * MINUTES);

  afterAll(() => prepared?.archives.remove(), MINUTES);

  const ready = () => {
    if (prepared === undefined) throw new Error('expected a call from a test, after the cluster has started');
    return prepared;
  };
  return {
    access: () => ready().access,
    pathOf: (archive) => ready().archives.pathOf(archive),
    play: (archive, run) => play(ready().access, { ...run, archive: ready().archives.pathOf(archive) }),
  };
}
