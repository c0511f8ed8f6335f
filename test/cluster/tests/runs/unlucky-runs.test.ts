import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { against, type ClusterAccess } from '../../access/access.ts';
import { sharedClusterWithPlugin } from '../../shared/shared-cluster.ts';
import { startCommandLine } from '../../sonobuoy/command-line.ts';
import { deleteRun, readStatus } from '../../sonobuoy/sonobuoy.ts';
import { QUICK_SPECS } from '../../sonobuoy/specs-to-run.ts';
import { runEnclosed } from './enclosed-run.ts';

const MINUTES = 60_000;

/** The operator of the test cluster exempts `sonobuoy`, but no other namespace without the label. */
const NOT_SPARED = ['--namespace', 'team-a'];
const EXEMPT = 'e2e-run';

let access: ClusterAccess;
let results: string;

beforeAll(async () => {
  const defaultPolicies = { kind: 'deny', exempt: EXEMPT } as const;
  ({ access } = await sharedClusterWithPlugin({ engine: 'enforcing', defaultPolicies }));
}, 60 * MINUTES);

/** Switches the operator of the running cluster, for namespaces that are created from now on. */
const switchOperator = async (kind: 'deny' | 'deny-sonobuoy'): Promise<void> => {
  await sharedClusterWithPlugin({ engine: 'enforcing', defaultPolicies: { kind, exempt: EXEMPT } });
};

beforeEach(async () => {
  results = await mkdtemp(join(tmpdir(), 'scs-networking-unlucky-'));
});
afterEach(() => rm(results, { recursive: true, force: true }));

const kubectl = (...args: string[]) => against(access, ['kubectl', ...args]);
const apply = (...objects: object[]) =>
  against(
    access,
    ['kubectl', 'apply', '--filename', '-'],
    objects.map((object) => JSON.stringify(object)).join('\n---\n'),
  );

const start = (...args: string[]) => startCommandLine(access, results, args);

async function namespaces(): Promise<string[]> {
  const { stdout } = await kubectl('get', 'namespaces', '--output', 'name');
  const system = ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => `namespace/${name}`);
  return stdout.split('\n').filter((name) => !system.includes(name));
}

describe('if an operator isolates every new namespace', () => {
  test(
    'a run ends within two minutes, names the policy and how to exempt the namespace, and leaves nothing behind',
    async () => {
      const startedAt = performance.now();
      const run = await start('run', ...QUICK_SPECS, ...NOT_SPARED);
      expect(performance.now() - startedAt).toBeLessThan(2 * MINUTES);
      expect(run.exitCode).toBe(112);
      expect(run.stderr).toMatch(
        /There is no archive: the NetworkPolicy default-policy in the namespace team-a keeps the plugin's pod from Sonobuoy's own .*--namespace-label KEY=VALUE/,
      );
      expect(await namespaces()).toEqual([]);
    },
    4 * MINUTES,
  );

  test(
    'a run whose namespace has the exempting label completes',
    async () => {
      const exempted = [...NOT_SPARED, '--namespace-label', `${EXEMPT}=scs`];
      const run = await start('run', ...QUICK_SPECS, ...exempted, '--format', 'json');
      expect(run.stderr).not.toMatch(/default-policy/);
      const { specs }: { specs: { outcome: string }[] } = JSON.parse(run.stdout);
      expect(specs.filter(({ outcome }) => outcome === 'passed')).toHaveLength(2);
    },
    10 * MINUTES,
  );
});

describe('if the operator exempts no namespace without the label', () => {
  beforeAll(() => switchOperator('deny-sonobuoy'), 5 * MINUTES);
  afterAll(() => switchOperator('deny'), 5 * MINUTES);

  test(
    'a default run ends within two minutes, and names the policy and how to exempt the namespace',
    async () => {
      const startedAt = performance.now();
      const { exitCode, stderr } = await start('run', ...QUICK_SPECS);
      expect(performance.now() - startedAt).toBeLessThan(2 * MINUTES);
      expect(exitCode).toBe(112);
      expect(stderr).toMatch(
        /There is no archive: the NetworkPolicy default-policy in the namespace sonobuoy keeps the plugin's pod from Sonobuoy's own .*--namespace-label KEY=VALUE/,
      );
      expect(await namespaces()).toEqual([]);
    },
    4 * MINUTES,
  );
});

describe('if a policy allows the pods of a run to reach only each other', () => {
  // No policy can keep a pod from its own node, on which the API server is here. blocked-api.test.ts tests the other case.
  test(
    'a run completes if the API server is on their own node, and blames nothing',
    async () => {
      const { stdout, stderr } = await runEnclosed(access, results, '--format', 'json');
      expect(stderr).not.toMatch(/enclosed/);
      const { specs }: { specs: { outcome: string }[] } = JSON.parse(stdout);
      expect(specs.filter(({ outcome }) => outcome === 'passed')).toHaveLength(2);
      expect(await namespaces()).toEqual([]);
    },
    10 * MINUTES,
  );
});

describe('if a cluster-wide policy selects the namespace of a run', () => {
  // For the API server, the definition is enough. Nothing enforces the policy here, which a preflight cannot know.
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'globalnetworkpolicies.crd.projectcalico.org' },
    spec: {
      group: 'crd.projectcalico.org',
      scope: 'Cluster',
      names: { plural: 'globalnetworkpolicies', singular: 'globalnetworkpolicy', kind: 'GlobalNetworkPolicy' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
  const policy = {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'deny-all' },
    spec: {
      namespaceSelector: `projectcalico.org/name not in {'kube-system', 'default'} && !has(${EXEMPT})`,
      types: ['Ingress', 'Egress'],
    },
  };

  test(
    'the preflight names it before the namespace exists, but not for a namespace with the exempting label',
    async () => {
      await apply(definition);
      await kubectl('wait', '--for', 'condition=established', 'crd', definition.metadata.name);
      await apply(policy);
      const reported = async (...args: string[]) => (await start('preflight', ...args)).stdout.replaceAll(/\s+/g, ' ');
      expect(await reported()).toMatch(
        /note policies Pods in the namespace sonobuoy are selected by GlobalNetworkPolicy deny-all: .*--namespace-label KEY=VALUE/,
      );
      expect(await reported('--namespace-label', `${EXEMPT}=scs`)).toMatch(
        /ok policies no cluster-wide policy selects the namespace sonobuoy;/,
      );
    },
    2 * MINUTES,
  );

  afterEach(async () => {
    await kubectl('delete', 'crd', definition.metadata.name, '--ignore-not-found');
  }, MINUTES);
});

describe('an image that cannot be pulled', () => {
  test.each([
    ['our own', '--image', /the plugin's pod: cannot pull 127\.0\.0\.1:1\/x:0 \(.*refused.*\)\..*--registry/],
    ['upstream’s', '--conformance-image', /the plugin's pod: cannot pull 127\.0\.0\.1:1\/x:0 .*--conformance-image/],
    ['Sonobuoy’s', '--sonobuoy-image', /Sonobuoy's own pod: cannot pull 127\.0\.0\.1:1\/x:0 .*--sonobuoy-image/],
  ])(
    '(%s) ends the run with the kubelet’s reason and what to do',
    async (_, option, expected) => {
      const startedAt = performance.now();
      const run = await start('run', ...QUICK_SPECS, option, '127.0.0.1:1/x:0');
      expect(performance.now() - startedAt).toBeLessThan(2 * MINUTES);
      expect(run.exitCode).toBe(112);
      expect(run.stderr).toMatch(expected);
      expect(await namespaces()).toEqual([]);
    },
    4 * MINUTES,
  );
});

describe('a namespace that a finalizer holds', () => {
  test(
    'is reported by every command as terminating, with since when and what holds it',
    async () => {
      const run = start('run', ...QUICK_SPECS, '--image', '127.0.0.1:1/x:0');
      while (!(await namespaces()).includes('namespace/sonobuoy')) await sleep(500);
      await kubectl('--namespace', 'sonobuoy', 'create', 'configmap', 'held');
      const finalizers = (names: string[]) => JSON.stringify({ metadata: { finalizers: names } });
      const patch = ['--namespace', 'sonobuoy', 'patch', 'configmap', 'held', '--type', 'merge', '--patch'];
      await kubectl(...patch, finalizers(['example.org/hold']));
      const held = /sonobuoy has been terminating for \d+ (seconds|minutes), since .*example\.org\/hold in 1 resource/;
      const { stderr } = await run;
      expect(stderr).toMatch(/The namespace is not going away: /);
      expect(stderr).toMatch(held);
      expect(stderr).not.toMatch(/tries again to retrieve its archive/);
      for (const command of ['attach', 'run', 'preflight']) {
        const { exitCode, stdout, stderr: errors } = await start(command);
        expect(exitCode).toBe(112);
        expect((errors + stdout).replaceAll(/\s+/g, ' ')).toMatch(held);
      }
      await kubectl(...patch, finalizers([]));
      while ((await namespaces()).length > 0) await sleep(500);
    },
    6 * MINUTES,
  );
});

describe('what a killed run of ours has left', () => {
  test(
    'prevents a new run, unless it is attached to or replaced on request',
    async () => {
      const killed = start('run', ...QUICK_SPECS);
      while ((await readStatus(access))?.status !== 'running') await sleep(1_000);
      killed.kill('SIGKILL');
      expect((await start('run', ...QUICK_SPECS)).stderr).toMatch(/--leftover replace/);
      while ((await readStatus(access))?.status !== 'complete') await sleep(2_000);
      const attached = await start('run', ...QUICK_SPECS, '--leftover', 'attach', '--keep', '--format', 'json');
      expect(attached.stderr).toMatch(/Following the run .* in place of a new one/);
      const before: { archive: { sha256: string } } = JSON.parse(attached.stdout);
      const replaced = await start('run', ...QUICK_SPECS, '--leftover', 'replace', '--format', 'json');
      expect(replaced.stderr).toMatch(/Removing the leftovers of the run/);
      const after: { archive: { sha256: string }; specs: { outcome: string }[] } = JSON.parse(replaced.stdout);
      expect(after.archive.sha256).not.toBe(before.archive.sha256);
      expect(after.specs.filter(({ outcome }) => outcome === 'passed')).toHaveLength(2);
      expect(await namespaces()).toEqual([]);
    },
    15 * MINUTES,
  );

  afterEach(async () => {
    if ((await namespaces()).length > 0) await deleteRun(access);
  }, 6 * MINUTES);
});
