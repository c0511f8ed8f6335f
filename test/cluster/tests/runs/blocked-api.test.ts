import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { against } from '../../access/access.ts';
import { ownCluster } from '../../shared/own-cluster.ts';
import { runEnclosed } from './enclosed-run.ts';

const MINUTES = 60_000;

// No policy can keep a pod from its own node, so the API server has to be on another one.
const cluster = ownCluster({ name: 'blocked-api-test', engine: 'enforcing', nodes: 2 });
let results: string;

const kubectl = (...args: string[]) => against(cluster().access, ['kubectl', ...args]);

beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'scs-networking-blocked-api-'));
  await kubectl('cordon', 'node1');
}, MINUTES);

afterAll(() => rm(results, { recursive: true, force: true }));

test(
  'a run whose pods reach each other but not the API server ends within two minutes, names the policy, and leaves nothing behind',
  async () => {
    const startedAt = performance.now();
    const { exitCode, stderr } = await runEnclosed(cluster().access, results);
    expect(performance.now() - startedAt).toBeLessThan(2 * MINUTES);
    expect(exitCode).toBe(112);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /There is no archive: the NetworkPolicy enclosed in the namespace sonobuoy keeps .* from the API server \([\d.]+, TCP port \d+\)/,
    );
    expect((await kubectl('get', 'namespace', 'sonobuoy')).exitCode).not.toBe(0);
  },
  10 * MINUTES,
);
