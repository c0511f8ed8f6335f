import { describe, expect, test } from '@jest/globals';
import { RecordedSettings } from '../../../../results-parsers/documents/run-record/run-record.ts';
import { findingEffects } from '../../../../results-parsers/documents/verdict/finding.ts';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { type BuiltCase, junitXml, passedNodes } from '../../building/junit.ts';
import {
  type ArchiveFiles,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../../building/sonobuoy.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';

function withFirst(change: Omit<BuiltCase, 'name'>): ArchiveFiles {
  return upstreamArchive({ cases: [{ name, ...change }, ...others] });
}

function withFile(files: ArchiveFiles, path: string, content: string): ArchiveFiles {
  return files.set(path, content);
}

function withoutFile(files: ArchiveFiles, path: string): ArchiveFiles {
  files.delete(path);
  return files;
}

function definition(spec: object): string {
  return JSON.stringify({ Definition: { spec } });
}

const JUNIT = `${UPSTREAM_RESULTS}junit_01.xml`;
const DEFINITION = 'plugins/e2e/definition.json';
const passingJunit = junitXml({ cases: requiredCases() });
const skipped = requiredCases().map((spec) => ({ ...spec, state: 'skipped' as const }));
const unknownMinor = JSON.stringify({ gitVersion: 'v1.99.0' });

/** One change each to a compliant archive, and all findings that follow. */
const inconclusive: [what: string, files: ArchiveFiles, codes: string[]][] = [
  ['a required spec was skipped', withFirst({ state: 'skipped' }), ['specs-skipped']],
  ['a required spec is pending', withFirst({ state: 'pending' }), ['specs-skipped']],
  ['a required spec timed out', withFirst({ state: 'timedout' }), ['specs-timed-out']],
  ['a required spec was interrupted', withFirst({ state: 'interrupted' }), ['specs-interrupted']],
  ['a required spec was aborted', withFirst({ state: 'aborted' }), ['specs-interrupted']],
  ['a required spec panicked', withFirst({ state: 'panicked' }), ['specs-interrupted']],
  ['a status contradicts its content', withFirst({ state: 'failed', status: 'passed' }), ['specs-missing']],
  ['a required spec is missing', upstreamArchive({ cases: others }), ['specs-missing']],
  ['a required spec occurs twice', upstreamArchive({ cases: [...requiredCases(), { name }] }), ['specs-repeated']],
  [
    'a second JUnit repeats a spec',
    withFile(upstreamArchive(), `${UPSTREAM_RESULTS}junit_02.xml`, junitXml({ cases: [{ name }] })),
    ['specs-repeated'],
  ],
  [
    'a second JUnit contradicts the first',
    withFile(upstreamArchive(), `${UPSTREAM_RESULTS}junit_02.xml`, junitXml({ cases: [{ name, state: 'skipped' }] })),
    ['specs-skipped', 'specs-contradict'],
  ],
  ['every spec was skipped', upstreamArchive({ cases: skipped }), ['nothing-ran', 'specs-skipped']],
  ['the JUnit lists no spec', upstreamArchive({ cases: [] }), ['nothing-ran', 'specs-missing']],
  [
    'a NetworkPolicy spec beyond the required ones failed',
    upstreamArchive({ cases: [...requiredCases(), { name: 'Netpol new', state: 'failed' }] }),
    ['further-specs-failed'],
  ],
  ['the JUnit is of a dry run', upstreamArchive({ properties: { DryRun: 'true' } }), ['dry-run', 'specs-skipped']],
  [
    'the plugin was told to make a dry run',
    withFile(
      upstreamArchive(),
      DEFINITION,
      definition({ image: 'mirror.example/conformance:v1.36.3', env: [{ name: 'E2E_DRYRUN', value: 'yes' }] }),
    ),
    ['dry-run'],
  ],
  [
    'our runner was told to make a dry run',
    ownArchive({
      record: {
        settings: RecordedSettings.parse({ focus: '', skip: '', processes: 1, deadlineSeconds: 1, dryRun: true }),
      },
    }),
    ['dry-run'],
  ],
  [
    'the suite was cut short',
    upstreamArchive({ properties: { SpecialSuiteFailureReason: 'Interrupted by User' } }),
    ['suite-special-failure'],
  ],
  [
    'BeforeSuite failed on one process',
    upstreamArchive({
      nodes: [...passedNodes, { name: '[SynchronizedBeforeSuite]', state: 'failed', text: 'no node' }],
    }),
    ['before-suite-not-passed'],
  ],
  ['BeforeSuite is not listed', upstreamArchive({ nodes: [] }), ['before-suite-not-passed']],
  ['the suite is a different one', upstreamArchive({ suite: 'Node e2e suite' }), ['suite-not-found']],
  [
    'the JUnit contains no suite',
    withFile(upstreamArchive(), JUNIT, '<testsuites></testsuites>'),
    ['suite-not-found', 'specs-missing'],
  ],
  [
    'the suite does not say whether it was a dry run',
    upstreamArchive({ properties: { DryRun: undefined } }),
    ['suite-properties-missing'],
  ],
  ['the JUnit has lost a test case', upstreamArchive({ tests: 99 }), ['suite-counts-differ']],
  [
    'the suite failed but lists no failure',
    upstreamArchive({ properties: { SuiteSucceeded: 'false' } }),
    ['suite-failure-unexplained'],
  ],
  ['there is no JUnit', withoutFile(upstreamArchive(), JUNIT), ['junit-missing', 'specs-missing']],
  ['the JUnit ends too early', withFile(upstreamArchive(), JUNIT, passingJunit.slice(0, -15)), ['junit-damaged']],
  [
    'the run ended at its deadline',
    ownArchive({ record: { ending: 'deadline', reason: 'after 3600 s' } }),
    ['run-not-completed'],
  ],
  [
    'our plugin left no run record',
    withoutFile(ownArchive(), `${OWN_RESULTS}run-record.json`),
    ['run-record-missing', 'e2e-version-unknown'],
  ],
  [
    'the run record cannot be read',
    withFile(ownArchive(), `${OWN_RESULTS}run-record.json`, '{}'),
    ['run-record-unreadable', 'e2e-version-unknown'],
  ],
  ['a file of evidence is missing', withoutFile(ownArchive(), `${OWN_RESULTS}e2e-version.txt`), ['evidence-missing']],
  [
    'a file of evidence was altered',
    withFile(ownArchive(), `${OWN_RESULTS}e2e-version.txt`, 'v1.36.4\n'),
    ['evidence-altered'],
  ],
  ['the run record does not vouch for the JUnit', ownArchive({ record: { evidence: [] } }), ['evidence-unlisted']],
  [
    'a JUnit belongs to no attempt',
    withFile(ownArchive(), `${OWN_RESULTS}junit_99.xml`, passingJunit),
    ['evidence-unlisted'],
  ],
  [
    'the archive is of another plugin',
    new Map([...upstreamArchive()].map(([path, content]) => [path.replace('/e2e/', '/systemd-logs/'), content])),
    ['plugin-missing', 'specs-missing'],
  ],
  [
    'Sonobuoy reports an error of the plugin',
    withFile(upstreamArchive(), 'plugins/e2e/errors/global/error.json', '{"error":"timeout waiting for results"}'),
    ['plugin-error'],
  ],
  [
    'the version of the server is missing',
    withFile(upstreamArchive(), 'serverversion.json', '{"gitVersion":"unknown"}'),
    ['server-version-unknown'],
  ],
  [
    'nothing shows the version of the e2e binary',
    withFile(upstreamArchive(), DEFINITION, definition({ image: 'conformance:latest' })),
    ['e2e-version-unknown'],
  ],
  [
    'the e2e binary is of another minor version',
    withFile(upstreamArchive(), DEFINITION, definition({ image: 'conformance:v1.35.4' })),
    ['versions-differ'],
  ],
  [
    'the suite met a server of another minor version',
    withFile(upstreamArchive(), `${UPSTREAM_RESULTS}e2e.log`, 'e2e.go] kube-apiserver version: v1.35.4\n'),
    ['versions-differ'],
  ],
  [
    'no catalogue knows the minor and the run left no list',
    withFile(
      withFile(upstreamArchive(), 'serverversion.json', unknownMinor),
      DEFINITION,
      definition({ image: 'conformance:v1.99.0' }),
    ),
    ['catalogue-missing'],
  ],
  ['meta/config.json is missing', withoutFile(upstreamArchive(), 'meta/config.json'), ['metadata-missing']],
  ['meta/info.json is missing', withoutFile(upstreamArchive(), 'meta/info.json'), ['metadata-missing']],
  ['meta/info.json cannot be read', withFile(upstreamArchive(), 'meta/info.json', '[]'), ['metadata-unreadable']],
  [
    'serverversion.json is missing',
    withoutFile(upstreamArchive(), 'serverversion.json'),
    ['metadata-missing', 'server-version-unknown'],
  ],
  [
    'definition.json is missing',
    withoutFile(upstreamArchive(), DEFINITION),
    ['metadata-missing', 'e2e-version-unknown'],
  ],
];

describe('an archive is inconclusive if', () => {
  test.each(inconclusive)('%s', async (_what, files, codes) => {
    const verdict = await evaluateFiles(files);
    expect(codesOf(verdict)).toEqual(codes);
    expect(verdict.verdict).toBe('inconclusive');
    for (const { text, remedy } of mustFindings(verdict)) expect([text, remedy]).not.toContain('');
  });
});

test('each of these findings names the files that it rests on', async () => {
  const verdicts = await Promise.all(inconclusive.map(async ([, files]) => evaluateFiles(files)));
  const found = verdicts.flatMap(mustFindings).flatMap(({ code, evidence }) => {
    return evidence.length === 0 ? [{ code, path: 'none' }] : evidence.map(({ path }) => ({ code, path }));
  });
  const codesByFile = [...Map.groupBy(found, ({ path }) => path)].map(([path, all]) => {
    return [path, [...new Set(all.map(({ code }) => code))].sort()];
  });
  expect(Object.fromEntries(codesByFile)).toEqual({
    none: [
      'catalogue-missing',
      'dry-run',
      'e2e-version-unknown',
      'plugin-missing',
      'server-version-unknown',
      'specs-missing',
    ],
    'meta/config.json': ['metadata-missing'],
    'meta/info.json': ['metadata-missing', 'metadata-unreadable'],
    'serverversion.json': ['metadata-missing', 'server-version-unknown'],
    [DEFINITION]: ['metadata-missing', 'versions-differ'],
    'plugins/e2e/errors/global/error.json': ['plugin-error'],
    [`${UPSTREAM_RESULTS}e2e.log`]: ['junit-missing', 'versions-differ'],
    [JUNIT]: [
      'before-suite-not-passed',
      'dry-run',
      'further-specs-failed',
      'junit-damaged',
      'nothing-ran',
      'specs-contradict',
      'specs-interrupted',
      'specs-missing',
      'specs-repeated',
      'specs-skipped',
      'specs-timed-out',
      'suite-counts-differ',
      'suite-failure-unexplained',
      'suite-not-found',
      'suite-properties-missing',
      'suite-special-failure',
    ],
    [`${UPSTREAM_RESULTS}junit_02.xml`]: ['specs-contradict', 'specs-repeated', 'specs-skipped'],
    [`${OWN_RESULTS}run-record.json`]: ['run-not-completed', 'run-record-missing', 'run-record-unreadable'],
    [`${OWN_RESULTS}e2e-version.txt`]: ['evidence-altered', 'evidence-missing'],
    [`${OWN_RESULTS}attempts/1/junit_01.xml`]: ['evidence-unlisted'],
    [`${OWN_RESULTS}junit_99.xml`]: ['evidence-unlisted'],
  });
});

describe('a required spec that failed', () => {
  const failed = () => withFirst({ state: 'failed', text: '[FAILED] Had 6 wrong results\nIn [It] at: policy.go:1' });

  test('makes the archive non-compliant', async () => {
    const verdict = await evaluateFiles(failed());
    expect(verdict.verdict).toBe('non-compliant');
    expect(mustFindings(verdict)).toMatchObject([{ code: 'specs-failed', effect: 'fails', specs: [name] }]);
  });

  test('is listed with its failure message and its place in the JUnit', async () => {
    const { specs } = await evaluateFiles(failed());
    expect(specs.find((spec) => spec.name === name)).toMatchObject({
      outcome: 'failed',
      failure: 'Had 6 wrong results',
      attempts: [{ number: 1, outcome: 'failed', evidence: { path: JUNIT, line: expect.any(Number) } }],
    });
  });

  test('outweighs findings that leave the clause undetermined', async () => {
    const verdict = await evaluateFiles(withoutFile(failed(), 'meta/config.json'));
    expect(codesOf(verdict)).toEqual(['specs-failed', 'metadata-missing']);
    expect(verdict.verdict).toBe('non-compliant');
  });

  test('has failed although a second result says that it passed', async () => {
    const cases = [{ name, state: 'failed' as const }, ...requiredCases()];
    const verdict = await evaluateFiles(upstreamArchive({ cases }));
    expect(codesOf(verdict)).toEqual(['specs-failed', 'specs-contradict']);
  });
});

test('retries that the suite was allowed are reported and change nothing', async () => {
  const verdict = await evaluateFiles(upstreamArchive({ properties: { FlakeAttempts: '2' } }));
  expect(codesOf(verdict)).toEqual(['retries-allowed']);
  expect(verdict.verdict).toBe('compliant');
});

test('each kind of finding occurs in a case above, or in a test of archives, versions, retries, waivers, checks, labels, run records, policies, redactions, execs or contradictions', async () => {
  const attempts = [{ cases: [{ name, state: 'failed' as const }, ...others] }, { cases: [{ name }] }];
  const archives = [
    ...inconclusive.map(([, files]) => files),
    withFirst({ state: 'failed' }),
    upstreamArchive({ properties: { FlakeAttempts: '2' } }),
    ownArchive({ attempts }),
  ];
  const codes = new Set((await Promise.all(archives.map(async (files) => codesOf(await evaluateFiles(files))))).flat());
  expect(Object.keys(findingEffects).filter((code) => !codes.has(code))).toEqual([
    'admin-policies-absent',
    'admin-policies-enforced',
    'admin-policies-not-enforced',
    'admin-policies-partly-enforced',
    'admin-policies-superseded',
    'announcement-contradicts',
    'archive-damaged',
    'archive-redacted',
    'archive-trailing-data',
    'archive-truncated',
    'attempts-contradict',
    'bare-junit',
    'blocking-unproven',
    'catalogue-from-run',
    'check-undecided',
    'check-unusable',
    'checks-left-out',
    'clause-declared',
    'cleanup-unknown',
    'cni-unknown',
    'dates-differ',
    'declaration-not-in-force',
    'default-restrictions-absent',
    'default-restrictions-present',
    'default-restrictions-seen',
    'default-restrictions-unknown',
    'enforcement-measured',
    'entry-name-repeated',
    'entry-name-unsafe',
    'entry-not-a-file',
    'execs-failed',
    'exit-code-contradicts',
    'failed-specs-may-be-waived',
    'failure-not-waived',
    'ingress-absent',
    'ingress-controller-retired',
    'ingress-partly-works',
    'ingress-several-defaults',
    'ingress-works',
    'labels-late',
    'log-contradicts',
    'log-of-another-run',
    'no-checks',
    'not-tried-again',
    'nothing-passed',
    'objects-left',
    'observations-contradict',
    'plugin-cut-off',
    'plugin-not-listed',
    'preflight-stopped',
    'preflight-warned',
    'redaction-unreadable',
    'required-scenario-failed',
    'required-scenarios-undecided',
    'retries-hide-flakes',
    'retries-suspected',
    'scenario-failed',
    'scenarios-undecided',
    'second-probe-leaked',
    'second-probe-needed',
    'sonobuoy-results-contradict',
    'specs-leaked',
    'specs-left-out',
    'specs-too-fast',
    'specs-waived',
    'suite-contradicts-itself',
    'suite-of-another-binary',
    'suite-outside-attempt',
    'suite-times-contradict',
    'too-many-flakes',
    'waived-specs-passed',
    'waiver-not-fitting',
    'waiver-unscoped',
    'waiver-unused',
  ]);
});
