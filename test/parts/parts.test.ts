import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CORE, FURTHER, PARTS } from './parts.ts';

const TEST = join(import.meta.dirname, '..');
const onCluster = PARTS.flatMap(({ files = [] }) => files);

/** Calls that start a cluster, or build parts of one with Go. */
const NEEDS_CLUSTER =
  /\b(?:up|buildParts|sharedCluster|sharedClusterWithPlugin|testRuns|ownCluster|buildPluginImage)\(|execa\('go'/;

test('every test file that needs a cluster is in exactly one part, and every file of a part exists', () => {
  const files = globSync('cluster/**/*.test.ts', { cwd: TEST });
  const needing = files.filter((file) => NEEDS_CLUSTER.test(readFileSync(join(TEST, file), 'utf8')));
  expect(onCluster.toSorted()).toEqual(needing.toSorted());
});

test('parts have unique names and descriptions', () => {
  for (const words of [PARTS.map(({ name }) => name), PARTS.map(({ what }) => what)]) {
    expect(new Set(words).size).toBe(PARTS.length);
  }
});

test('`npm test` takes 12 minutes, and no other part takes more than half an hour to build and run', () => {
  expect(CORE.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThanOrEqual(12);
  for (const { name, minutes, builds } of FURTHER) {
    expect([name, minutes + (builds?.minutes ?? 0)]).toEqual([name, expect.any(Number)]);
    expect(minutes + (builds?.minutes ?? 0)).toBeLessThanOrEqual(30);
  }
});

test('parts for any cluster use only what the shared test cluster offers', () => {
  const own =
    /from '\.\.\/\.\.\/(?:(?:machine|control-plane|nodes|policies|engines|ingress|state)\/|access\/connection\.ts|shared\/own-cluster\.ts)/;
  const using = (files: readonly string[]) => files.filter((file) => own.test(readFileSync(join(TEST, file), 'utf8')));
  const anywhere = PARTS.flatMap(({ anyCluster, files = [] }) => (anyCluster ? files : []));
  expect(anywhere.length).toBeGreaterThan(0);
  expect(using(anywhere)).toEqual([]);
  expect(using(onCluster)).toContain('cluster/tests/clusters/nodes.test.ts');
});
