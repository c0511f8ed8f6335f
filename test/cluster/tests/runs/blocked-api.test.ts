import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { against, type ClusterAccess, testClusterAccess } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { say } from '../../progress/steps.ts';
import { loadPluginImage } from '../../sonobuoy/plugin-image.ts';

const NAME = 'blocked-api-test';
const MINUTES = 60_000;
const CLI = join(import.meta.dirname, '../../../../dist/cli.js');

let access: ClusterAccess;
let results: string;

const kubectl = (...args: string[]) => against(access, ['kubectl', ...args]);

// No policy keeps a pod from its own node, so that the API server has to be on another one.
beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'scs-networking-blocked-api-'));
  const state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing', nodes: 2 }, say);
  await loadPluginImage(state, say);
  access = testClusterAccess(state);
  await kubectl('cordon', 'node1');
}, 60 * MINUTES);

afterAll(async () => {
  await down(NAME);
  await rm(results, { recursive: true, force: true });
}, 5 * MINUTES);

test(
  'a run whose pods reach each other and not the API server ends within two minutes, names the policy, and leaves nothing',
  async () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'enclosed', namespace: 'sonobuoy' },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] },
    };
    const startedAt = performance.now();
    const args = ['run', '--focus', 'Netpol API', '--set', 'SCS_CHECKS=none'];
    const [file = '', ...rest] = access.wrap([process.execPath, CLI, ...args]);
    const run = execa(file, rest, { env: access.env, cwd: results, reject: false });
    while ((await kubectl('get', 'namespace', 'sonobuoy')).exitCode !== 0) await sleep(200);
    await against(access, ['kubectl', 'apply', '--filename', '-'], JSON.stringify(policy));
    const { exitCode, stderr } = await run;
    expect(performance.now() - startedAt).toBeLessThan(2 * MINUTES);
    expect(exitCode).toBe(112);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /There is no archive: the NetworkPolicy enclosed in the namespace sonobuoy keeps .* from the API server \([\d.]+, TCP port \d+\)/,
    );
    expect((await kubectl('get', 'namespace', 'sonobuoy')).exitCode).not.toBe(0);
  },
  10 * MINUTES,
);
