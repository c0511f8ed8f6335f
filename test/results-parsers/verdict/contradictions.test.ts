import { describe, expect, test } from '@jest/globals';
import type { Attempt, RunRecord } from '../../../results-parsers/documents/run-record/run-record.ts';
import { blocksNothing } from '../../../results-parsers/verdict/nothing-enforced.ts';
import { codesOf, evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import type { BuiltCase, BuiltJunit } from '../building/junit.ts';
import {
  type ArchiveFiles,
  attemptRecord,
  ciliumFiles,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  sonobuoyPod,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../building/sonobuoy.ts';
import { casesWith, evaluated, fileOf } from '../building/waivers.ts';
import { waiver } from '../waivers/building.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const SEED = '1795346489';
const LOG = `${UPSTREAM_RESULTS}e2e.log`;

const log = ({ seed = SEED, announced = 50, ran = 50, of = 50, passed = 50, failed = 0 } = {}): string =>
  [
    `Random Seed: \u001b[1m${seed}\u001b[0m - will randomize all specs`,
    `Will run \u001b[1m${announced}\u001b[0m of ${of} specs`,
    `Ran ${ran} of ${of} Specs in 60.500 seconds`,
    `${failed === 0 ? 'SUCCESS!' : 'FAIL!'} -- ${passed} Passed | ${failed} Failed | 0 Pending | 0 Skipped`,
    '',
  ].join('\n');

const withLog = (text: string): ArchiveFiles => upstreamArchive().set(LOG, text);
const withAttempt = (change: Partial<Attempt>): ArchiveFiles =>
  ownArchive({ record: { attempts: [attemptRecord(1, change)] } });
const withEnvironment = (...env: object[]): ArchiveFiles =>
  upstreamArchive().set(
    'plugins/e2e/definition.json',
    JSON.stringify({ Definition: { spec: { image: 'registry.k8s.io/conformance:v1.36.3', env } } }),
  );
const withPod = (creationTimestamp: string): ArchiveFiles =>
  upstreamArchive().set(
    'resources/ns/sonobuoy/core_v1_pods.json',
    JSON.stringify({ items: [sonobuoyPod('sonobuoy', { creationTimestamp })] }),
  );
const seen = (state: 'passed' | 'failed') => [{ name, state, seconds: 20 }];

type Case = [what: string, files: ArchiveFiles, code: string];

const contradictory: Case[] = [
  ['the log names another seed', withLog(log({ seed: '1' })), 'log-of-another-run'],
  ['the log is of two runs', withLog(log({ seed: '1' }) + log()), 'log-of-another-run'],
  ['the log counts fewer passes', withLog(log({ passed: 5, failed: 45 })), 'log-contradicts'],
  ['the log ran fewer specs', withLog(log({ ran: 49 })), 'log-contradicts'],
  ['the log is of a suite with more specs', withLog(log({ of: 7579 })), 'log-contradicts'],
  ['the log announced fewer specs than ran', withLog(log({ announced: 0 })), 'log-contradicts'],
  [
    'the suite counts failures that it does not list',
    upstreamArchive({ counts: { failures: 40 } }),
    'suite-counts-differ',
  ],
  [
    'the suite counts an error that it does not list',
    upstreamArchive({ counts: { errors: 1 } }),
    'suite-counts-differ',
  ],
  [
    'the suite counts skipped specs that it does not list',
    upstreamArchive({ counts: { skipped: 3 } }),
    'suite-counts-differ',
  ],
  [
    'the suite succeeded and lists failures beyond NetworkPolicy',
    upstreamArchive({
      cases: [...requiredCases(), { name: '[sig-apps] Deployment', state: 'failed' }],
      properties: { SuiteSucceeded: 'true' },
    }),
    'suite-contradicts-itself',
  ],
  [
    'the suite says neither that it succeeded nor that it failed',
    upstreamArchive({ properties: { SuiteSucceeded: 'yes' } }),
    'suite-contradicts-itself',
  ],
  ['a property occurs twice', withTwice('RandomSeed', '7'), 'suite-contradicts-itself'],
  ['the run record has an exit code of 1', withAttempt({ exitCode: 1 }), 'exit-code-contradicts'],
  ['the run record has a signal', withAttempt({ exitCode: null, signal: 'SIGKILL' }), 'exit-code-contradicts'],
  ['the run record has no exit code', withAttempt({ exitCode: null }), 'exit-code-contradicts'],
  ['the suite announced no spec', withAttempt({ announced: 0 }), 'announcement-contradicts'],
  ['the runner saw a spec fail', withAttempt({ observed: seen('failed') }), 'observations-contradict'],
  [
    'the suite began before its attempt',
    ownArchive({ attempts: [{ cases: requiredCases(), timestamp: '2026-11-22T10:00:00' }] }),
    'suite-outside-attempt',
  ],
  [
    'the suite ended after its attempt',
    ownArchive({ attempts: [{ cases: requiredCases(), timestamp: '2026-11-22T11:29:50' }] }),
    'suite-outside-attempt',
  ],
  ['the specs took longer than their suite', withShortSuite(), 'suite-times-contradict'],
  [
    'Sonobuoy says that it ran another plugin',
    upstreamArchive().set('meta/info.json', '{"plugins":["other"]}'),
    'plugin-not-listed',
  ],
  [
    'specs with pods passed in no time',
    upstreamArchive({ cases: requiredCases().map((spec) => ({ ...spec, seconds: 0 })) }),
    'specs-too-fast',
  ],
  [
    'one spec with pods passed in no time',
    upstreamArchive({ cases: [{ name, seconds: 0.4 }, ...others] }),
    'specs-too-fast',
  ],
  [
    'the JUnit has the spec names of another minor version',
    upstreamArchive({ cases: requiredCases('1.28') }),
    'suite-of-another-binary',
  ],
  [
    'the list of specs comes from a binary with other specs',
    ownArchive({ specList: listOf(requiredCases('1.36').slice(1)), record: {} }),
    'suite-of-another-binary',
  ],
  [
    'the list of specs has more specs than the JUnit',
    ownArchive({ specList: listOf([...requiredCases(), { name: 'Deployment' }]) }),
    'suite-of-another-binary',
  ],
  ['the suite’s clock is years away from that of the pods', withPod('2024-11-22T11:20:00Z'), 'dates-differ'],
  ['the suite’s clock is at the epoch', withClock('1970-01-01T00:00:00'), 'dates-differ'],
  ['the suite’s clock is far ahead', withClock('2099-01-01T00:00:00'), 'dates-differ'],
];

/** An archive whose JUnit repeats the property with another value. */
function withTwice(property: string, value: string): ArchiveFiles {
  const files = upstreamArchive();
  const path = `${UPSTREAM_RESULTS}junit_01.xml`;
  return files.set(
    path,
    (files.get(path) ?? '').replace(
      '</properties>',
      `<property name="${property}" value="${value}"></property></properties>`,
    ),
  );
}

/** A suite of ten seconds whose specs together take a minute on each process. */
function withShortSuite(): ArchiveFiles {
  const files = upstreamArchive({ cases: requiredCases().map((spec) => ({ ...spec, seconds: 5 })) });
  const path = `${UPSTREAM_RESULTS}junit_01.xml`;
  return files.set(path, (files.get(path) ?? '').replace(/(<testsuite .*) time="[\d.]+"/, '$1 time="10"'));
}

function withClock(timestamp: string): ArchiveFiles {
  const pod = withPod('2026-11-22T11:20:00Z').get('resources/ns/sonobuoy/core_v1_pods.json') ?? '';
  return upstreamArchive({ timestamp }).set('resources/ns/sonobuoy/core_v1_pods.json', pod);
}

function listOf(specs: readonly BuiltCase[]): string {
  return specs.map((spec) => `    a.go:1: ${spec.name}\n`).join('');
}

describe('an archive is inconclusive, and the contradiction is named, if', () => {
  test.each(contradictory)('%s', async (_what, files, code) => {
    const verdict = await evaluateFiles(files);
    expect(verdict.verdict).toBe('inconclusive');
    expect(codesOf(verdict)).toContain(code);
    const found = mustFindings(verdict).find((each) => each.code === code);
    expect(found?.evidence.length).toBeGreaterThan(0);
    expect([found?.text, found?.remedy]).not.toContain('');
  });
});

describe('evidence that is absent, or agrees, is not a contradiction:', () => {
  test.each<[what: string, files: ArchiveFiles]>([
    ['a log that agrees', withLog(log())],
    ['a log without details of its suite', withLog('Running Suite: Kubernetes e2e suite\n')],
    ['a seed only in the log', upstreamArchive({ properties: { RandomSeed: undefined } }).set(LOG, log({ seed: '1' }))],
    ['observations that agree', withAttempt({ observed: seen('passed') })],
    ['no announced number of specs', withAttempt({ announced: null })],
    ['more specs announced than ran, because some skip themselves', withAttempt({ announced: 51 })],
    ['a pod that was created on the day before', withPod('2026-11-21T23:00:00Z')],
    ['a pod with an invalid date', withPod('today')],
    ['specs that took no time but only use the API', upstreamArchive({ cases: requiredCases().map(quickIfOfTheApi) })],
    ['a list of exactly these specs', ownArchive({ specList: listOf(requiredCases()) })],
  ])('%s', async (_what, files) => {
    const verdict = await evaluateFiles(files);
    expect([verdict.verdict, codesOf(verdict)]).toEqual(['compliant', []]);
  });
});

function quickIfOfTheApi(spec: BuiltCase): BuiltCase {
  return spec.name.includes('NetworkPolicy API') ? { ...spec, seconds: 0.1 } : spec;
}

test('a proven failure stays a failure, whatever contradicts the rest', async () => {
  const files = upstreamArchive({ cases: casesWith([name], 'failed') }).set(LOG, log());
  const verdict = await evaluateFiles(files);
  expect(verdict.verdict).toBe('non-compliant');
  expect(codesOf(verdict)).toEqual(['specs-failed', 'log-contradicts']);
});

test('the log of another run supplies neither its own version nor that of the server', async () => {
  const files = new Map([
    ['junit_01.xml', upstreamArchive().get(`${UPSTREAM_RESULTS}junit_01.xml`) ?? ''],
    ['e2e.log', `${log({ seed: '1' })}e2e test version: v1.35.0\nkube-apiserver version: v1.35.0\n`],
  ]);
  const { subject } = await evaluateFiles(files);
  expect([subject.serverVersion, subject.e2eVersion]).toEqual([null, null]);
  const own = new Map([
    ...files,
    ['e2e.log', (files.get('e2e.log') ?? '').replace('Seed: \u001b[1m1', `Seed: ${SEED}`)],
  ]);
  expect((await evaluateFiles(own)).subject.serverVersion).toBe('v1.35.0');
});

describe('a run counts as a dry run', () => {
  const command = (...flags: string[]) => withAttempt({ command: ['ginkgo', ...flags, 'e2e.test'] });
  test.each<[what: string, files: ArchiveFiles]>([
    [
      'if E2E_DRYRUN occurs twice and is set once',
      withEnvironment({ name: 'E2E_DRYRUN', value: '' }, { name: 'E2E_DRYRUN', value: 'true' }),
    ],
    [
      'if E2E_DRYRUN takes its value from a ConfigMap',
      withEnvironment({ name: 'E2E_DRYRUN', valueFrom: { configMapKeyRef: { name: 'a' } } }),
    ],
    [
      'if the extra arguments for ginkgo ask for it',
      withEnvironment({ name: 'E2E_EXTRA_GINKGO_ARGS', value: '--procs=4 --dry-run' }),
    ],
    [
      'if the extra arguments for the suite ask for it',
      withEnvironment({ name: 'E2E_EXTRA_ARGS', value: '-ginkgo.dryRun=true' }),
    ],
    ['if the command of an attempt asks for it', command('--dry-run')],
    ['if the command of an attempt asks for it as a value', command('-dry-run=true')],
    ['if the suite says so in another spelling', upstreamArchive({ properties: { DryRun: 'True' } })],
    ['if the suite says both that it was one and that it was not', withTwice('DryRun', 'true')],
  ])('%s', async (_what, files) => {
    const verdict = await evaluateFiles(files);
    expect(codesOf(verdict)).toContain('dry-run');
    expect(verdict.verdict).toBe('inconclusive');
  });

  test.each<[what: string, files: ArchiveFiles]>([
    ['if an argument turns it off', command('--dry-run=false')],
    ['if E2E_DRYRUN is empty', withEnvironment({ name: 'E2E_DRYRUN', value: '' })],
    ['if another argument only begins like it', withEnvironment({ name: 'E2E_EXTRA_ARGS', value: '--dry-runner=x' })],
  ])('but not %s', async (_what, files) => {
    expect((await evaluateFiles(files)).verdict).toBe('compliant');
  });
});

describe('attempts that the runner would not make contradict:', () => {
  const failing = (count: number): BuiltJunit => ({
    cases: requiredCases().map((spec, index) => (index < count ? { ...spec, state: 'failed' as const } : spec)),
  });
  const again = (count: number): BuiltJunit => ({ cases: requiredCases().slice(0, count) });
  const recorded = (
    attempts: readonly BuiltJunit[],
    change: (attempts: Attempt[]) => Partial<RunRecord>,
  ): ArchiveFiles => {
    const honest = JSON.parse(ownArchive({ attempts }).get(`${OWN_RESULTS}run-record.json`) ?? '') as RunRecord;
    return ownArchive({ attempts, record: change(honest.attempts) });
  };
  const settings = (attempts: number): Partial<RunRecord> => {
    const { settings: honest } = JSON.parse(ownArchive().get(`${OWN_RESULTS}run-record.json`) ?? '') as RunRecord;
    return { settings: { ...honest, attempts } };
  };
  const tries: BuiltJunit[] = [failing(1), { cases: [{ name, state: 'failed' }] }, again(1)];

  test.each<[what: string, files: ArchiveFiles, text: RegExp]>([
    [
      'more than the settings allow',
      ownArchive({ attempts: [failing(1), again(1)], record: settings(1) }),
      /there are 2, and the settings allow 1 attempt/,
    ],
    [
      'a second one although most specs had failed',
      ownArchive({ attempts: [failing(42), again(42)] }),
      /came after 38 of 43 specs had failed/,
    ],
    [
      'one that retries specs that had not failed',
      ownArchive({ attempts: [failing(1), again(3)] }),
      /attempt 2 ran 2 specs that had not failed/,
    ],
    [
      'a second one that began before the first ended',
      recorded([failing(1), again(1)], (all) => ({
        attempts: all.map((each) => ({ ...each, startedAt: '2026-11-22T11:00:00Z' })),
      })),
      /attempt 2 began before attempt 1 had ended/,
    ],
    [
      'one that ended before it began',
      recorded([failing(0)], (all) => ({
        attempts: all.map((each) => ({ ...each, endedAt: '2026-11-22T10:00:00Z' })),
      })),
      /attempt 1 ended before it began/,
    ],
    [
      'numbers out of order',
      recorded([failing(1), again(1)], (all) => ({ attempts: all.toReversed() })),
      /attempt 2 is in place 1/,
    ],
    [
      'one that repeats all specs',
      recorded([failing(1), again(1)], (all) => ({
        attempts: all.map((each) => ({ ...each, purpose: 'all' as const })),
      })),
      /attempt 2 ran all specs again/,
    ],
  ])('%s', async (_what, files, text) => {
    const verdict = await evaluateFiles(files);
    const found = mustFindings(verdict).find(({ code }) => code === 'attempts-contradict');
    expect(found?.text).toMatch(text);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('but not those that it would make', async () => {
    for (const attempts of [tries, [failing(5), again(5)]]) {
      expect(codesOf(await evaluateFiles(ownArchive({ attempts })))).toEqual(['specs-flaky']);
    }
  });

  test.each<[flaky: number, verdict: string]>([
    [10, 'compliant'],
    [11, 'inconclusive'],
  ])('with %i flaky specs of 50 a run is %s', async (count, verdict) => {
    const reached = await evaluateFiles(ownArchive({ attempts: [failing(count), again(count)] }));
    expect(reached.verdict).toBe(verdict);
    expect(codesOf(reached).includes('too-many-flakes')).toBe(verdict === 'inconclusive');
  });
});

describe('a waiver exempts only failures of the kind that it names:', () => {
  const cidr = requiredCases()
    .map((spec) => spec.name)
    .filter((spec) => /CIDR/.test(spec));
  const failingBy = (observed: readonly string[]): ArchiveFiles =>
    new Map([
      ...upstreamArchive({
        cases: requiredCases().map((spec) =>
          cidr.includes(spec.name) ? failedByMatrix(spec.name, isolated, observed) : spec,
        ),
      }),
      ...ciliumFiles(),
    ]);

  test.each<[what: string, files: ArchiveFiles, verdict: string, codes: string[]]>([
    ['open connections that were blocked', failingBy(allBlocked), 'compliant', ['specs-waived']],
    ['blocked connections that were open', failingBy(allOpen), 'non-compliant', ['specs-failed', 'failure-not-waived']],
  ])('%s, on Cilium', async (_what, files, verdict, codes) => {
    const reached = await evaluateFiles(files);
    expect([reached.verdict, codesOf(reached)]).toEqual([verdict, codes]);
  });

  test('a daemon set named cilium alone does not prove that the cluster uses Cilium', async () => {
    const [[path, daemonSets] = ['', '']] = ciliumFiles();
    const files = new Map([...failingBy(allBlocked)].filter(([file]) => !file.startsWith('resources/')));
    const reached = await evaluateFiles(
      files.set(path, daemonSets.replace('quay.io/cilium/cilium:v1.20.2', 'busybox')),
    );
    expect(reached.verdict).toBe('non-compliant');
    expect(codesOf(reached)).toEqual(['specs-failed', 'cni-unknown', 'waiver-not-fitting']);
  });
});

describe('if nothing is enforced, no waiver makes a cluster compliant:', () => {
  const names = requiredCases().map((spec) => spec.name);
  const everything = { waivers: [fileOf(waiver({ specs: names }))] };

  test('if every spec that can fail leaked, it is non-compliant', async () => {
    const cases = requiredCases().map((spec) =>
      blocksNothing(spec) ? spec : failedByMatrix(spec.name, isolated, allOpen),
    );
    const verdict = await evaluated(upstreamArchive({ cases }), everything);
    expect(verdict.verdict).toBe('non-compliant');
    expect(verdict.summary.waived).toBe(0);
    expect(verdict.waivers[0]?.why).toMatch(/no policy is enforced here at all, which no waiver exempts$/);
  });

  test.each(['skipped', 'failed'] as const)(
    'if every spec that could show it is %s, it is inconclusive',
    async (state) => {
      const cases = requiredCases().map((spec) => (blocksNothing(spec) ? spec : { ...spec, state }));
      const verdict = await evaluated(upstreamArchive({ cases }), everything);
      expect([verdict.verdict, codesOf(verdict)]).toEqual([
        'inconclusive',
        ['nothing-passed', 'specs-waived', 'waived-specs-passed'],
      ]);
    },
  );
});

test('a case of Ginkgo 2 without its status has not passed', async () => {
  const path = `${UPSTREAM_RESULTS}junit_01.xml`;
  const files = upstreamArchive();
  files.set(path, (files.get(path) ?? '').replaceAll(' status="passed"', ''));
  const verdict = await evaluateFiles(files);
  expect(verdict).toMatchObject({ verdict: 'inconclusive', summary: { passed: 0, missing: 50 } });
});

test('a suite cannot have run on February 30', async () => {
  const { run, waiversAsOf } = await evaluateFiles(upstreamArchive({ timestamp: '2026-02-30T11:00:00' }));
  expect([run.startedAt, waiversAsOf]).toEqual([null, null]);
});

test('a JUnit with a failed spec is also read if its file name has capitals', async () => {
  const junit = upstreamArchive({ cases: casesWith([name], 'failed') }).get(`${UPSTREAM_RESULTS}junit_01.xml`) ?? '';
  const verdict = await evaluateFiles(upstreamArchive().set(`${UPSTREAM_RESULTS}junit_02.XML`, junit));
  expect(verdict.verdict).toBe('non-compliant');
});
