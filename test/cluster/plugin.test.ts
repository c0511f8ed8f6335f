import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { against, type ClusterAccess, testClusterAccess } from './access.ts';
import { UPSTREAM_PLUGIN } from './archived-run.ts';
import { down, up } from './cluster.ts';
import { imageReference, loadPluginImage } from './plugin-image.ts';
import { runningPluginPod, untilPluginSays } from './plugin-pod.ts';
import { evaluate, outcomeOf, play, type SeenVerdict, specsWith } from './seen-verdict.ts';
import { readStatus } from './sonobuoy.ts';
import { say } from './steps.ts';
import { TESTED_KUBERNETES } from './tested-kubernetes.ts';

const NAME = 'plugin-test';
const MINUTES = 60_000;

// Where the kernel of a test machine has SCTP, these three specs need more of the cluster than it offers.
const WITHOUT_SCTP = { SCS_SKIP: 'SCTPConnectivity' };
/** Our own checks take minutes: they are part of the first run, and of tests of their own. */
const SPECS_ALONE = { SCS_CHECKS: 'none' };
const HAS_SCTP = existsSync('/proc/net/sctp');

let access: ClusterAccess;
let archives: string;

beforeAll(async () => {
  archives = process.env['SCS_NETWORKING_KEEP_ARCHIVES'] ?? (await mkdtemp(join(tmpdir(), 'scs-networking-archives-')));
  await mkdir(archives, { recursive: true });
  const state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
  access = testClusterAccess(state);
  await loadPluginImage(state, say);
}, 60 * MINUTES);

afterAll(async () => {
  await down(NAME);
  if (process.env['SCS_NETWORKING_KEEP_ARCHIVES'] === undefined) {
    await rm(archives, { recursive: true, force: true });
  }
}, 2 * MINUTES);

const archive = (name: string) => join(archives, `${name}.tar.gz`);
const findingCodes = (verdict: SeenVerdict) =>
  verdict.clauses.find(({ id }) => id === 'network-policy')?.findings.map(({ code }) => code);

/** Namespaces that were told to go get a minute. */
async function leftBehind(): Promise<string[]> {
  const system = ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => `namespace/${name}`);
  let left: string[] = [];
  for (let waited = 0; waited < 20; waited += 1) {
    const { stdout } = await against(access, ['kubectl', 'get', 'namespaces', '--output', 'name']);
    left = stdout.split('\n').filter((name) => name !== '' && !system.includes(name));
    if (left.length === 0) break;
    await sleep(3_000);
  }
  return left;
}

describe('on a cluster that enforces NetworkPolicies', () => {
  test(
    'all 47 specs that need no SCTP pass, Sonobuoy shows it while they run, and the 3 others are waived',
    async () => {
      const seen: { completed: number; total: number }[] = [];
      const watch = async () => {
        for (let waited = 0; waited < 60 && new Set(seen.map(({ completed }) => completed)).size < 4; waited += 1) {
          const status = await readStatus(access);
          const progress = status?.plugins[0]?.progress;
          seen.push({ completed: progress?.completed ?? 0, total: progress?.total ?? 0 });
          await sleep(3_000);
        }
      };
      const verdict = await play(access, {
        settings: HAS_SCTP ? WITHOUT_SCTP : {},
        archive: archive('enforcing'),
        meanwhile: watch,
      });
      if (!HAS_SCTP) expect(findingCodes(verdict)).toContain('specs-left-out');
      const results = 'plugins/scs-networking/sonobuoy_results.yaml';
      const { stdout } = await execa('tar', ['-xzOf', archive('enforcing'), results]);
      expect(stdout).toMatch(/^status: passed$/m);
      expect(specsWith(verdict, 'passed')).toHaveLength(47);
      expect(specsWith(verdict, 'waived')).toHaveLength(3);
      expect(specsWith(verdict, 'waived').every((name) => name.includes('SCTPConnectivity'))).toBe(true);
      expect(verdict.verdict).toBe('compliant');
      expect(outcomeOf(verdict, 'network-policy')).toBe('satisfied');
      expect(seen.at(-1)?.total).toBe(47);
      expect(new Set(seen.map(({ completed }) => completed)).size).toBeGreaterThanOrEqual(4);
      expect(await leftBehind()).toEqual([]);
    },
    30 * MINUTES,
  );

  test('without the default waivers that archive is inconclusive, since the 3 others were skipped', async () => {
    const { verdict, text } = await evaluate(archive('enforcing'), ['--no-default-waivers']);
    expect(specsWith(verdict, 'skipped')).toHaveLength(3);
    expect(specsWith(verdict, 'waived')).toEqual([]);
    expect(verdict.verdict).toBe('inconclusive');
    expect(findingCodes(verdict)).toContain('specs-skipped');
    expect(text).toMatch(/^INCONCLUSIVE: /);
  });

  test('half of that archive is inconclusive, since it is not whole', async () => {
    const whole = await readFile(archive('enforcing'));
    await writeFile(archive('enforcing-cut'), whole.subarray(0, whole.length / 2));
    const { verdict, text } = await evaluate(archive('enforcing-cut'));
    expect(verdict.verdict).toBe('inconclusive');
    expect(findingCodes(verdict)).toContain('archive-truncated');
    expect(text).toMatch(/cut off|truncated/);
  });

  test(
    'the image itself evaluates an archive, as `podman run IMAGE evaluate -` would',
    async () => {
      const pod = [
        'run',
        'evaluate',
        '--image',
        await imageReference(),
        '--restart=Never',
        '--rm',
        '--stdin',
        '--quiet',
      ];
      const command = ['kubectl', ...pod, '--', 'evaluate', '--format', 'json', '-'];
      const { stdout } = await against(access, command, await readFile(archive('enforcing')));
      expect(JSON.parse(stdout)).toMatchObject({ kind: 'Verdict', verdict: 'compliant' });
    },
    MINUTES,
  );

  test(
    'a focus that matches nothing is inconclusive',
    async () => {
      const verdict = await play(access, {
        settings: { ...SPECS_ALONE, SCS_FOCUS: 'no spec has this name' },
        archive: archive('no-match'),
      });
      expect(verdict.verdict).toBe('inconclusive');
      expect(specsWith(verdict, 'passed')).toEqual([]);
    },
    5 * MINUTES,
  );

  test(
    'a dry run is inconclusive, although ginkgo calls each of its specs passed',
    async () => {
      const verdict = await play(access, {
        settings: { ...SPECS_ALONE, E2E_DRYRUN: 'true' },
        archive: archive('dry-run'),
      });
      expect(verdict.verdict).toBe('inconclusive');
      expect(findingCodes(verdict)).toContain('dry-run');
    },
    5 * MINUTES,
  );

  test(
    'a run of the upstream plugin with another focus is inconclusive',
    async () => {
      const verdict = await play(access, {
        plugin: UPSTREAM_PLUGIN,
        args: ['--e2e-focus', 'Secrets should patch a secret \\[Conformance\\]'],
        archive: archive('upstream-conformance'),
      });
      expect(verdict.verdict).toBe('inconclusive');
      expect(specsWith(verdict, 'passed')).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'a plugin told to stop hands in what it has, and the verdict says that the run is incomplete',
    async () => {
      const verdict = await play(access, {
        settings: { ...SPECS_ALONE, ...WITHOUT_SCTP },
        archive: archive('terminated'),
        meanwhile: async () => {
          const pod = await untilPluginSays(access, /\[4\/47\]/);
          await against(access, ['kubectl', '--namespace', 'sonobuoy', 'delete', 'pod', pod, '--wait=false']);
        },
      });
      expect(verdict.verdict).toBe('inconclusive');
      expect(findingCodes(verdict)).toContain('run-not-completed');
      expect(specsWith(verdict, 'passed').length).toBeGreaterThanOrEqual(4);
    },
    10 * MINUTES,
  );

  test(
    'a run past its own deadline hands in what it has, and the verdict says that the run is incomplete',
    async () => {
      const verdict = await play(access, {
        settings: { ...SPECS_ALONE, ...WITHOUT_SCTP, SCS_DEADLINE_SECONDS: '60' },
        archive: archive('deadline'),
      });
      expect(verdict.verdict).toBe('inconclusive');
      expect(findingCodes(verdict)).toContain('run-not-completed');
      expect(specsWith(verdict, 'passed').length).toBeGreaterThanOrEqual(1);
    },
    10 * MINUTES,
  );

  test(
    'a plugin pod killed without warning is inconclusive once Sonobuoy has given it up',
    async () => {
      const verdict = await play(access, {
        settings: { ...SPECS_ALONE, ...WITHOUT_SCTP },
        // Enough for the runner, which heeds it, to begin.
        args: ['--timeout', '240'],
        archive: archive('killed'),
        meanwhile: async () => {
          const pod = await untilPluginSays(access, /\[1\/47\]/);
          await against(access, [
            ...['kubectl', '--namespace', 'sonobuoy', 'delete', 'pod', pod],
            '--force',
            '--grace-period=0',
          ]);
        },
      });
      expect(verdict.verdict).toBe('inconclusive');
      expect(specsWith(verdict, 'passed')).toEqual([]);
    },
    10 * MINUTES,
  );
});

describe('on a cluster that does not enforce NetworkPolicies', () => {
  beforeAll(async () => {
    await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'none' }, say);
  }, 2 * MINUTES);

  test(
    'the default-deny specs fail, which is non-compliant although other specs are not known',
    async () => {
      const verdict = await play(access, {
        settings: {
          ...SPECS_ALONE,
          SCS_FOCUS: "should support a 'default-deny-(ingress|all)' policy",
          SCS_SKIP: 'SCTP',
        },
        archive: archive('not-enforcing'),
      });
      expect(verdict.verdict).toBe('non-compliant');
      expect(outcomeOf(verdict, 'network-policy')).toBe('not-satisfied');
      expect(specsWith(verdict, 'failed')).toEqual([
        "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
        "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
        "[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
      ]);
    },
    15 * MINUTES,
  );

  // Ginkgo's own retries show in no JUnit. One after the other, and in parallel, its output names them in other places.
  test.each([
    ['retried', 'false', 80_000],
    ['retried-parallel', 'true', 95_000],
  ])(
    'a spec that failed until the policies were enforced and then passed is flaky, in %s',
    async (name, parallel, milliseconds) => {
      await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'none' }, say);
      const verdict = await play(access, {
        plugin: UPSTREAM_PLUGIN,
        args: [
          ...['--e2e-focus', "between server and client should support a 'default-deny-(ingress|all)' policy"],
          ...['--plugin-env', `e2e.E2E_PARALLEL=${parallel}`],
          ...['--plugin-env', 'e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=3'],
        ],
        archive: archive(name),
        meanwhile: async () => {
          await runningPluginPod(access);
          await sleep(milliseconds);
          await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
        },
      });
      expect(specsWith(verdict, 'flaky').length + specsWith(verdict, 'passed').length).toBe(2);
      expect(specsWith(verdict, 'flaky').length).toBeGreaterThanOrEqual(1);
      expect(findingCodes(verdict)).toContain('specs-flaky');
    },
    15 * MINUTES,
  );
});
