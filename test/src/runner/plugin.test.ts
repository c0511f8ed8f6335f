import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { checkDefinitions } from '../../../results-parsers/checks/registry.ts';
import { CheckObservations, observationsFile } from '../../../results-parsers/documents/checks/check-observations.ts';
import { JunitReader } from '../../../results-parsers/junit/junit-reader.ts';
import {
  type Delivered,
  listenForProgress,
  type StartedPlugin,
  startPlugin,
  until,
} from './fixtures/plugin-process.ts';

jest.setTimeout(60_000);

const API = '[sig-network] Netpol API should support creating NetworkPolicy API operations';
const DENY =
  "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-all' policy [Feature:NetworkPolicy]";
const ALLOW =
  '[sig-network] Netpol NetworkPolicy between server and client should support allow-all policy [Feature:NetworkPolicy]';

/** The checks that run by default. */
const USUAL_CHECKS = checkDefinitions.filter(({ onRequest }) => !onRequest);

const EVERYTHING = [
  'attempts/1/e2e.log',
  'attempts/1/junit_01.xml',
  // There is no cluster here, and that is what each check reports.
  ...USUAL_CHECKS.map(({ id }) => observationsFile(id)),
  'e2e-version.txt',
  'run-record.json',
  'scs-networking.xml',
  'spec-list.txt',
].sort();

const started: StartedPlugin[] = [];
const worker = await listenForProgress();
afterAll(() => worker.close());

function start(environment: Record<string, string>, wrapper: string[] = [], directory?: string): StartedPlugin {
  const plugin = startPlugin({ SONOBUOY_PROGRESS_PORT: String(worker.port), ...environment }, wrapper, directory);
  started.push(plugin);
  return plugin;
}

async function runToEnd(environment: Record<string, string>, wrapper: string[] = []) {
  const plugin = start(environment, wrapper);
  const exitCode = await plugin.ended;
  return { plugin, exitCode, ...plugin.delivered() };
}

/** The states of the testcases that Sonobuoy sees, by name. */
function sonobuoyCases({ read }: Delivered): Record<string, string> {
  const reader = new JunitReader(() => true);
  reader.write(Buffer.from(read('scs-networking.xml').replaceAll('<testcase name="', '<testcase name="[It] ')));
  reader.end();
  const { suites, problem } = reader.reading();
  expect(problem).toBeNull();
  return Object.fromEntries(suites.flatMap((suite) => suite.specs).map((spec) => [spec.name, spec.state]));
}

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const workerOf = (plugin: StartedPlugin): number => Number(/worker (\d+)/.exec(plugin.signals())?.[1]);

afterEach(() => {
  for (const plugin of started.splice(0)) {
    plugin.child.kill('SIGKILL');
    plugin.remove();
  }
});

describe('a suite that runs to its end', () => {
  test('leaves all evidence, a record of the evidence, and a JUnit in which every spec passed', async () => {
    const { plugin, exitCode, files, record, read } = await runToEnd({ FAKE_GINKGO: 'pass' });
    expect(exitCode).toBe(0);
    expect(files).toEqual(EVERYTHING);
    expect(readdirSync(plugin.temporary)).toEqual([]);
    expect(readFileSync(join(plugin.resultsDir, 'done'), 'utf8')).toBe(join(plugin.resultsDir, 'results.tar.gz'));
    expect(record).toMatchObject({
      ending: 'completed',
      reason: '',
      settings: { focus: 'NetworkPolicy', skip: '', processes: 4, deadlineSeconds: 14400, dryRun: false, attempts: 1 },
      versions: { e2e: 'v1.36.3', ginkgo: 'Ginkgo Version 2.28.1', node: process.version },
      specList: 'spec-list.txt',
      attempts: [{ number: 1, exitCode: 0, signal: null, announced: 3, junit: 'attempts/1/junit_01.xml' }],
    });
    expect(record.attempts[0]?.observed).toEqual([
      { name: API, state: 'passed', seconds: 0.25 },
      { name: DENY, state: 'passed', seconds: 9.75 },
      { name: ALLOW, state: 'passed', seconds: 3.5 },
    ]);
    expect(sonobuoyCases({ files, record, read })).toEqual({ [API]: 'passed', [DENY]: 'passed', [ALLOW]: 'passed' });
  });

  test("gives ginkgo upstream's flags, with a focus but without an empty skip", async () => {
    const { plugin, record } = await runToEnd({
      SCS_PROCESSES: '7',
      SCS_FOCUS: 'Netpol.*policy',
      KUBECONFIG: '/etc/kube config',
    });
    expect(record.attempts[0]?.command.slice(1)).toEqual([
      '--procs=7',
      '--no-color',
      '-v',
      '--timeout=24h',
      expect.stringMatching(/^--seed=\d+$/),
      '--focus=Netpol.*policy',
      expect.stringMatching(/\/scs-networking-[0-9a-f-]{36}\.test$/),
      '--',
      '--disable-log-dump',
      '--repo-root=/kubernetes',
      '--provider=local',
      `--report-dir=${join(plugin.resultsDir, 'evidence/attempts/1')}`,
      '--kubeconfig=/etc/kube config',
    ]);
  });

  test('is packed with matching digests, and so that another user can read it', async () => {
    const { plugin, record, read, files } = await runToEnd({});
    expect(record.evidence.map(({ path }) => path)).toEqual(files.filter((path) => path !== 'run-record.json'));
    for (const { path, bytes, sha256 } of record.evidence) {
      expect(Buffer.byteLength(read(path))).toBe(bytes);
      expect(createHash('sha256').update(read(path)).digest('hex')).toBe(sha256);
    }
    expect(statSync(join(plugin.resultsDir, 'results.tar.gz')).mode & 0o444).toBe(0o444);
    expect(statSync(join(plugin.resultsDir, 'done')).mode & 0o444).toBe(0o444);
    expect(existsSync(join(plugin.resultsDir, 'reserve'))).toBe(false);
  });

  test('keeps as evidence why checks could not be carried out, and which checks were requested', async () => {
    const all = await runToEnd({});
    for (const { id } of USUAL_CHECKS) {
      const { problem } = CheckObservations.parse(JSON.parse(all.read(observationsFile(id))));
      expect(problem).toMatchObject({ kind: 'error', reason: expect.stringContaining("service account's token") });
    }
    const none = await runToEnd({ SCS_CHECKS: 'none' });
    expect(none.files.filter((path) => path.startsWith('checks/'))).toEqual([]);
    expect([all, none].map(({ record }) => record.settings.checks)).toEqual(['all', 'none']);
  });

  test('names a failed spec in the JUnit, the record and the log of the pod', async () => {
    const { plugin, exitCode, ...delivered } = await runToEnd({ FAKE_GINKGO: 'fail' });
    expect(exitCode).toBe(0);
    expect(delivered.record.ending).toBe('completed');
    expect(delivered.record.attempts[0]?.observed).toContainEqual({ name: DENY, state: 'failed', seconds: 9.75 });
    expect(sonobuoyCases(delivered)).toEqual({ [API]: 'passed', [DENY]: 'failed', [ALLOW]: 'passed' });
    expect(delivered.read('scs-networking.xml')).toContain('reachability matrix &lt;x/a&gt;');
    expect(plugin.output()).toContain(`[2/3] failed         9.8 s  ${DENY}\n`);
  });

  test('of a dry run never passes', async () => {
    const delivered = await runToEnd({ E2E_DRYRUN: 'false' });
    expect(delivered.record.settings.dryRun).toBe(true);
    expect(delivered.record.attempts[0]?.command).toContain('--dry-run');
    expect(sonobuoyCases(delivered)).toEqual({
      [API]: 'skipped',
      [DENY]: 'skipped',
      [ALLOW]: 'skipped',
      'the run executed the specs': 'failed',
      'every NetworkPolicy spec ran': 'failed',
    });
  });

  test('continues without the list of specs, and says so', async () => {
    const delivered = await runToEnd({ FAKE_E2E: 'broken' });
    expect(delivered.record).toMatchObject({ ending: 'completed', specList: null, versions: { e2e: null } });
    expect(sonobuoyCases(delivered)).toMatchObject({ [DENY]: 'passed', 'the suite listed its specs': 'failed' });
  });
});

describe('a spec that fails', () => {
  test('is retried alone, and has passed if it passes then', async () => {
    const { exitCode, ...delivered } = await runToEnd({ FAKE_GINKGO: 'flaky', SCS_ATTEMPTS: '2' });
    const { record, files } = delivered;
    expect(exitCode).toBe(0);
    expect(record).toMatchObject({ ending: 'completed', notTriedAgain: '' });
    expect(record.attempts.map(({ purpose, junit }) => [purpose, junit])).toEqual([
      ['all', 'attempts/1/junit_01.xml'],
      ['again', 'attempts/2/junit_01.xml'],
    ]);
    const [, again] = record.attempts;
    expect(again?.command).toEqual(
      expect.arrayContaining(['--procs=1', expect.stringMatching(/^--focus=.*default-deny-all/)]),
    );
    expect(files).toEqual(expect.arrayContaining(['attempts/1/e2e.log', 'attempts/2/e2e.log']));
    expect(sonobuoyCases(delivered)).toEqual({ [API]: 'passed', [DENY]: 'passed', [ALLOW]: 'passed' });
    expect(worker.updates.at(-1)).toMatchObject({ total: 3, completed: 3, failures: [] });
  });

  test('runs as often as requested, and no more', async () => {
    const { record, ...delivered } = await runToEnd({ FAKE_GINKGO: 'fail', SCS_ATTEMPTS: '3' });
    expect(record.attempts.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(sonobuoyCases({ record, ...delivered })).toMatchObject({ [DENY]: 'failed' });
  });
});

describe('progress', () => {
  test('reaches Sonobuoy, and its last update says how the run ended', async () => {
    await runToEnd({ FAKE_GINKGO: 'fail' });
    expect(worker.updates.at(-1)).toMatchObject({
      msg: 'ended (completed); 3 of 3 specs ended: 2 passed, 1 failed, 0 skipped',
      total: 3,
      completed: 2,
      failures: [DENY],
      errors: [],
    });
  });

  test('says which specs run right now', async () => {
    const from = worker.updates.length;
    const directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
    const go = join(directory, 'go');
    const plugin = start({ FAKE_GINKGO: 'slow', FAKE_GO: go, SCS_PROCESSES: '2' });
    const expected = `running; 1 of 3 specs ended: 1 passed, 0 failed, 0 skipped\n${DENY}\n${ALLOW}`;
    await until(() => worker.updates.slice(from).some(({ msg }) => msg === expected));
    writeFileSync(go, '');
    expect(await plugin.ended).toBe(0);
    rmSync(directory, { recursive: true });
  });
});

describe('progress that nobody listens to', () => {
  test('changes nothing', async () => {
    const { exitCode, record } = await runToEnd({ SONOBUOY_PROGRESS_PORT: '9' });
    expect([exitCode, record.ending]).toEqual([0, 'completed']);
  });
});

describe('a suite that ends without its JUnit', () => {
  test.each([
    ['is killed in the middle', 'crash', /signal SIGKILL/],
    ['refuses its flags', 'refuse', /exit code 1.*Invalid focus/s],
    ['is cut off while it writes', 'cut-off', /cannot be read|probably killed/],
  ])('because it %s leaves a record that says so, and failing testcases', async (_how, mode, reason) => {
    const delivered = await runToEnd({ FAKE_GINKGO: mode });
    expect(delivered.exitCode).toBe(0);
    expect(delivered.record.ending).toBe('suite-crashed');
    expect(delivered.record.reason).toMatch(reason);
    expect(sonobuoyCases(delivered)).toEqual({
      'the run completed': 'failed',
      [API]: 'failed',
      [DENY]: 'failed',
      [ALLOW]: 'failed',
    });
  });

  test('still reports the failures that the runner saw', async () => {
    const { record, read } = await runToEnd({ FAKE_GINKGO: 'crash' });
    expect(record.attempts[0]).toMatchObject({ junit: null, signal: 'SIGKILL', log: 'attempts/1/e2e.log' });
    expect(record.attempts[0]?.observed).toContainEqual({ name: DENY, state: 'failed', seconds: 9.75 });
    expect(read('scs-networking.xml')).toContain('The runner saw it fail while the suite ran');
  });
});

describe('a ginkgo that is killed', () => {
  test('ends its remaining processes, and their last reports do not make it a completed run', async () => {
    const { plugin, record } = await runToEnd({ FAKE_GINKGO: 'orphan' });
    expect(record).toMatchObject({ ending: 'suite-crashed', reason: expect.stringContaining('signal SIGKILL') });
    expect(record.attempts).toMatchObject([{ signal: 'SIGKILL', junit: 'attempts/1/junit_01.xml' }]);
    expect(isRunning(workerOf(plugin))).toBe(false);
  });
});

describe('a runner that is restarted', () => {
  test('after it was killed submits what was known by then, and runs nothing more', async () => {
    const killed = start({ FAKE_GINKGO: 'for-ever' });
    await until(() => killed.output().includes('[1/3] failed'));
    killed.child.kill('SIGKILL');
    await killed.ended;
    // In a pod, its processes end with it.
    process.kill(workerOf(killed), 'SIGKILL');

    const next = start({}, [], killed.directory);
    expect(await next.ended).toBe(0);
    const delivered = next.delivered();
    expect(delivered.record).toMatchObject({
      ending: 'runner-failed',
      reason: expect.stringMatching(/The runner was killed/),
      settings: { processes: 4 },
      versions: { e2e: 'v1.36.3', ginkgo: 'Ginkgo Version 2.28.1' },
      specList: 'spec-list.txt',
      attempts: [{ exitCode: null, signal: null, announced: 3, junit: null, log: 'attempts/1/e2e.log' }],
    });
    expect(delivered.record.attempts[0]?.observed).toEqual([{ name: DENY, state: 'failed', seconds: 9.75 }]);
    expect(Date.parse(delivered.record.startedAt)).toBeLessThan(
      Date.parse(delivered.record.attempts[0]?.startedAt ?? ''),
    );
    expect(sonobuoyCases(delivered)).toEqual({
      'the run completed': 'failed',
      [API]: 'failed',
      [DENY]: 'failed',
      [ALLOW]: 'failed',
    });
    expect(next.signals().match(/worker/g)).toHaveLength(1);
  });

  test('before any spec ran starts from the beginning', async () => {
    const killed = start({ FAKE_E2E: 'slow' });
    await until(() => killed.output().includes('runner, node'));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = start({}, [], killed.directory);
    expect(await next.ended).toBe(0);
    expect(next.delivered().record.ending).toBe('completed');
  });

  test('after its results were delivered leaves them unchanged', async () => {
    const { plugin, record } = await runToEnd({});
    const next = start({ FAKE_GINKGO: 'fail' }, [], plugin.directory);
    expect(await next.ended).toBe(0);
    expect(next.output()).toContain('there is nothing left to do');
    expect(next.delivered().record).toEqual(record);
  });
});

describe('a run that is stopped', () => {
  test.each([
    ['on the first interrupt', 'until-interrupt', 1],
    ['on the second interrupt', 'until-second-interrupt', 2],
  ])('keeps the JUnit of a suite that reports %s', async (_when, mode, interrupts) => {
    const plugin = start({ FAKE_GINKGO: mode });
    await until(() => plugin.signals().includes('worker'));
    plugin.child.kill('SIGTERM');
    expect(await plugin.ended).toBe(0);
    const delivered = plugin.delivered();
    expect(delivered.record).toMatchObject({ ending: 'terminated', reason: expect.stringContaining('SIGTERM') });
    expect(delivered.record.attempts[0]).toMatchObject({ exitCode: 1, junit: 'attempts/1/junit_01.xml' });
    expect(delivered.files).toEqual(EVERYTHING);
    expect(plugin.signals().match(/SIGINT/g)).toHaveLength(interrupts);
    expect(sonobuoyCases(delivered)).toMatchObject({
      'the run completed': 'failed',
      [API]: 'skipped',
      [DENY]: 'failed',
      [ALLOW]: 'failed',
    });
  });

  test('kills a suite that does not end, and still submits what the runner saw', async () => {
    const plugin = start({ FAKE_GINKGO: 'for-ever', SCS_STOP_SECONDS: '1' });
    await until(() => plugin.signals().includes('worker'));
    plugin.child.kill('SIGINT');
    expect(await plugin.ended).toBe(0);
    const { record } = plugin.delivered();
    expect(record.ending).toBe('terminated');
    expect(record.attempts[0]).toMatchObject({ junit: null, signal: 'SIGKILL' });
    expect(record.attempts[0]?.observed).toEqual([{ name: DENY, state: 'failed', seconds: 9.75 }]);
    expect(isRunning(workerOf(plugin))).toBe(false);
  });

  test('sends no third interrupt, which would cost the report', async () => {
    const plugin = start({ FAKE_GINKGO: 'for-ever', SCS_STOP_SECONDS: '1' });
    await until(() => plugin.signals().includes('worker'));
    for (let times = 0; times < 4; times += 1) plugin.child.kill('SIGTERM');
    await plugin.ended;
    expect(plugin.signals().match(/SIGINT/g)).toHaveLength(2);
  });

  test('stops by itself when its deadline passes', async () => {
    const { record, files } = await runToEnd({ FAKE_GINKGO: 'until-interrupt', SCS_DEADLINE_SECONDS: '10' });
    expect(record).toMatchObject({ ending: 'deadline', reason: expect.stringContaining('10 seconds') });
    expect(files).toEqual(EVERYTHING);
  });
});

describe('an obstacle to the start of the suite', () => {
  test.each([
    [
      'an invalid setting',
      { SCS_PROCESSES: 'many' },
      /SCS_PROCESSES: expected a whole number.*found "many".*--plugin-env/,
    ],
    ['waivers that cannot be read', { SCS_WAIVERS: 'kind: Nonsense' }, /SCS_WAIVERS is not a usable file of waivers/],
    ['an image without the suite', { SCS_E2E_BIN: '/nowhere/e2e.test' }, /program at \/nowhere\/e2e\.test.*ENOENT/],
    ['an image without ginkgo', { SCS_GINKGO_BIN: '/nowhere/ginkgo' }, /program at \/nowhere\/ginkgo.*ENOENT/],
  ])('is submitted as a result that says what to do: %s', async (_what, environment, reason) => {
    const delivered = await runToEnd(environment);
    expect(delivered.exitCode).toBe(0);
    expect(delivered.record).toMatchObject({
      ending: 'runner-failed',
      reason: expect.stringMatching(reason),
      attempts: [],
    });
    expect(delivered.plugin.output()).toMatch(reason);
    expect(sonobuoyCases(delivered)).toMatchObject({ 'the run completed': 'failed' });
  });

  test('ends the run before any spec, with what to do: a cluster that cannot be reached', async () => {
    const delivered = await runToEnd({ SCS_IGNORE_PREFLIGHT: 'false' });
    expect(delivered.exitCode).toBe(0);
    expect(delivered.record).toMatchObject({ ending: 'preflight-failed', attempts: [] });
    expect(delivered.record.preflight?.problems).toMatchObject([{ code: 'api-unreachable', stops: true }]);
    expect(sonobuoyCases(delivered)).toMatchObject({ 'the run completed': 'failed' });
  });

  test.each([
    ['no results directory', { SONOBUOY_RESULTS_DIR: '' }],
    ['a relative results directory', { SONOBUOY_RESULTS_DIR: 'results' }],
    ['an impossible results directory', { SONOBUOY_RESULTS_DIR: '/dev/null/results' }],
  ])('ends the runner with a message, because it has nowhere to put results: %s', async (_what, environment) => {
    const plugin = start(environment);
    expect(await plugin.ended).toBe(2);
    expect(plugin.output()).toMatch(/Expected a directory|expected an absolute path/);
  });
});

describe('a results volume that fills up', () => {
  /** Limits files to this many blocks of 512 bytes, like a full volume. */
  const limited = (blocks: number): string[] => ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'];

  test('loses the log before it loses results', async () => {
    const { record, files } = await runToEnd({ FAKE_GINKGO: 'noisy' }, limited(512));
    expect(record.ending).toBe('completed');
    expect(record.attempts[0]?.log).toBeNull();
    expect(files).toEqual(EVERYTHING.filter((path) => path !== 'attempts/1/e2e.log'));
  });
});
