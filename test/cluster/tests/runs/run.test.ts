import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { against, type ClusterAccess } from '../../access/access.ts';
import { namespacesOf } from '../../shared/left-behind.ts';
import { sharedClusterWithPlugin } from '../../shared/shared-cluster.ts';
import { OUR_PLUGIN } from '../../sonobuoy/archived-run.ts';
import { onlyArchiveIn, startCommandLine } from '../../sonobuoy/command-line.ts';
import { evaluate, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { deleteRun, startRun } from '../../sonobuoy/sonobuoy.ts';
import { QUICK_SPECS } from '../../sonobuoy/specs-to-run.ts';

const MINUTES = 60_000;

/** One of these takes minutes to fail if the kernel has no SCTP. */
const SLOW = [
  '--focus',
  "should support a 'default-deny-ingress' policy",
  '--processes',
  '3',
  '--set',
  'SCS_CHECKS=none',
];

let access: ClusterAccess;
/** The cluster's own objects. */
let before: string[];
let results: string;

beforeAll(async () => {
  ({ access } = await sharedClusterWithPlugin({ engine: 'enforcing' }));
  before = await namespacesOf(access);
}, 60 * MINUTES);

beforeEach(async () => {
  results = await mkdtemp(join(tmpdir(), 'scs-networking-run-'));
});
afterEach(() => rm(results, { recursive: true, force: true }));

const start = (...args: string[]) => startCommandLine(access, results, args);

async function namespaces(): Promise<string[]> {
  return (await namespacesOf(access)).filter((name) => !before.includes(name));
}

/** Everything that a run has left in the cluster or on this machine. */
async function leftBehind(): Promise<string[]> {
  const roles = ['clusterroles,clusterrolebindings', '--selector', 'component=sonobuoy'];
  const { stdout } = await against(access, ['kubectl', 'get', ...roles, '--output', 'name']);
  return [...(await namespaces()), ...stdout.split('\n').filter(Boolean)];
}

/** Waits until the log matches. */
async function untilLogged(run: ReturnType<typeof start>, expected: RegExp): Promise<void> {
  let log = '';
  let hasEnded = false;
  run.stderr?.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  run.finally(() => {
    hasEnded = true;
  });
  while (!expected.test(log)) {
    if (hasEnded) throw new Error(`the run has ended without saying ${expected}:\n${log}`);
    await sleep(200);
  }
}

/** Matches the log as soon as the specs run. */
const TESTING = /running, \d+ of [1-9]/;

describe('scs-networking run', () => {
  test(
    'brings archive and verdict, logs its progress, and leaves nothing in the cluster',
    async () => {
      expect((await start('preflight')).exitCode).toBe(0);
      const run = await start('run', ...QUICK_SPECS, '--output', 'here', '--format', 'json,junit');
      expect(run.exitCode).toBe(112);
      expect(run.stdout).toMatch(/^INCONCLUSIVE/);
      expect(run.stderr).toMatch(/has started the run [0-9a-f-]{36}, in the namespace sonobuoy\./);
      expect(run.stderr).toMatch(/(running|ended \(completed\)), \d of 2 specs/);
      expect(run.stderr).not.toMatch(/\x1b/);
      const files = (await readdir(join(results, 'here'))).sort();
      expect(files).toEqual([
        expect.stringMatching(/^\d{12}_sonobuoy_[0-9a-f-]{36}\.tar\.gz$/),
        'verdict.json',
        'verdict.junit.xml',
      ]);
      const [, id = ''] = /started the run ([0-9a-f-]{36})/.exec(run.stderr) ?? [];
      expect(files[0]).toContain(id);
      const { verdict } = await evaluate(join(results, 'here', files[0] ?? ''));
      expect(specsWith(verdict, 'passed')).toHaveLength(2);
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'with --must-only runs the guards of the specs, leaves out everything that is only advice, and says so for each clause',
    async () => {
      const run = await start('run', '--focus', 'Netpol API', '--must-only');
      expect(run.exitCode).toBe(112);
      const { verdict } = await evaluate(await onlyArchiveIn(results));
      expect(specsWith(verdict, 'passed')).toHaveLength(2);
      expect(verdict.checks.filter(({ answer }) => answer !== 'unknown').map(({ id }) => id)).toEqual([
        'default-restrictions',
      ]);
      const leftOut = verdict.clauses.filter(({ findings }) => findings.some(({ code }) => code === 'checks-left-out'));
      expect(leftOut.map(({ id }) => id).sort()).toEqual(['admin-network-policy', 'ingress']);
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'detached, in a namespace with another name, prevents a second run until attach brings its verdict',
    async () => {
      const elsewhere = ['--namespace', 'elsewhere'];
      const detached = await start('run', '--detach', ...elsewhere, ...QUICK_SPECS);
      expect(detached.exitCode).toBe(0);
      expect(detached.stderr).toContain('`scs-networking attach --namespace elsewhere`');
      expect(await namespaces()).toContain('namespace/elsewhere');
      const second = await start('run', ...elsewhere, ...QUICK_SPECS);
      expect(second.exitCode).toBe(112);
      expect(second.stderr.replaceAll(/\s+/g, ' ')).toMatch(
        /found a run of scs-networking, started .* by scs-networking/,
      );
      expect((await start('attach')).exitCode).toBe(112);
      const attached = await start('attach', ...elsewhere);
      expect(attached.stdout).toMatch(/^INCONCLUSIVE/);
      expect(specsWith((await evaluate(await onlyArchiveIn(results))).verdict, 'passed')).toHaveLength(2);
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'does not start while somebody else runs Sonobuoy; attach follows that run and does not remove it',
    async () => {
      await startRun(access, [
        '--plugin',
        OUR_PLUGIN,
        '--plugin-env',
        'scs-networking.SCS_FOCUS=Netpol API',
        '--plugin-env',
        'scs-networking.SCS_CHECKS=none',
      ]);
      try {
        const run = await start('run', ...QUICK_SPECS);
        expect(run.exitCode).toBe(112);
        expect(run.stderr.replaceAll(/\s+/g, ' ')).toMatch(/started .* by somebody else/);
        const attached = await start('attach');
        expect(attached.stdout).toMatch(/^INCONCLUSIVE/);
        expect(attached.stderr).toContain('The run is still in the namespace sonobuoy');
        expect(await namespaces()).toContain('namespace/sonobuoy');
      } finally {
        await deleteRun(access);
      }
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'judges the results so far on Ctrl-C',
    async () => {
      const run = start('run', ...SLOW);
      await untilLogged(run, TESTING);
      run.kill('SIGINT');
      run.kill('SIGINT');
      const { exitCode, stdout, stderr } = await run;
      expect(exitCode).toBe(112);
      expect(stderr).toContain('Ctrl-C: stopping the tests');
      expect(stdout).toMatch(/^INCONCLUSIVE[\s\S]*the runner was told to stop/);
      await onlyArchiveIn(results);
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'exits at once on a second Ctrl-C, and attach --stop brings the results so far',
    async () => {
      const run = start('run', ...SLOW);
      await untilLogged(run, TESTING);
      run.kill('SIGINT');
      await sleep(1_500);
      run.kill('SIGINT');
      const { exitCode, stderr } = await run;
      expect(exitCode).toBe(112);
      expect(stderr).toContain('Ctrl-C: exiting. The run stays in the namespace sonobuoy');
      expect(await namespaces()).toContain('namespace/sonobuoy');
      const attached = await start('attach', '--stop');
      expect(attached.exitCode).toBe(112);
      expect(attached.stdout).toMatch(/^INCONCLUSIVE/);
      await onlyArchiveIn(results);
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'reports an image that cannot be pulled, and on Ctrl-C leaves nothing behind',
    async () => {
      const run = start('run', '--image', 'registry.invalid/scs-networking:1');
      await untilLogged(run, /cannot pull/);
      run.kill('SIGINT');
      const { exitCode, stdout, stderr } = await run;
      expect({ exitCode, stdout }).toEqual({ exitCode: 112, stdout: '' });
      expect(stderr).toMatch(/waiting: the plugin's pod: cannot pull registry\.invalid\/scs-networking:1 \(/);
      expect(stderr).toContain('There is no archive: the plugin had not started yet.');
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'is used by scs, which answers a testcase with one line, and never with PASS if specs were only listed',
    async () => {
      const known = ['-k', access.env['KUBECONFIG'] ?? '', '-r', 'here', '-c', 'kaas-networking-check'];
      const settings = ['-a', '--plugin-env scs-networking.SCS_CHECKS=none'];
      for (const how of [
        ['-a', '--e2e-focus "Netpol API"'],
        ['--execution-mode', 'dry'],
      ]) {
        const scs = await start('scs', 'run', ...known, ...settings, ...how);
        expect({ exitCode: scs.exitCode, stdout: scs.stdout }).toEqual({
          exitCode: 112,
          stdout: 'kaas-networking-check: ABORT',
        });
        expect(scs.stderr).toMatch(/^INFO: scs-networking .*: Inconclusive$/m);
        expect(scs.stderr).toMatch(/^CRITICAL: kaas-networking-check: ABORT, /m);
      }
      expect(await leftBehind()).toEqual([]);
    },
    10 * MINUTES,
  );
});
