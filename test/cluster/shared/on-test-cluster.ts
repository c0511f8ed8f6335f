import { describe } from '@jest/globals';
import { EXISTING_CLUSTER } from './test-target.ts';

/** Tests that need a cluster whose parts can be changed. On an existing one they are skipped, and their name gives the reason. */
export function describeOnTestCluster(name: string, reason: string, tests: () => void): void {
  if (EXISTING_CLUSTER === undefined) describe(name, tests);
  else describe.skip(`${name} (not on a cluster that is somebody's own: ${reason})`, tests);
}
