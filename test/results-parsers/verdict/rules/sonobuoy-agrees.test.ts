import { describe, expect, test } from '@jest/globals';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { type BuiltCase, junitXml } from '../../building/junit.ts';
import {
  type ArchiveFiles,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../../building/sonobuoy.ts';
import { type ListedCase, listedCases, sonobuoyResults } from '../../building/sonobuoy-results.ts';

const RESULTS = 'plugins/e2e/sonobuoy_results.yaml';
const OWN = 'plugins/scs-networking/sonobuoy_results.yaml';
const JUNIT = 'results/global/junit_01.xml';
const OWN_JUNIT = 'results/global/scs-networking.xml';

const required = requiredCases();
const [first, second] = required;
const skipped = (name: string): BuiltCase => ({ name, state: 'skipped' });
const failing: BuiltCase[] = required.map((spec, index) => (index === 0 ? { ...spec, state: 'failed' } : spec));
const further: BuiltCase[] = [...required, skipped('[sig-apps] Job'), skipped('[sig-node] Pods')];

/** An archive of upstream's plugin with the JUnit of one run, and Sonobuoy's list of another. */
function exchanged(junit: readonly BuiltCase[], listed: readonly BuiltCase[], file = JUNIT): ArchiveFiles {
  return listing(upstreamArchive({ cases: junit }), { [file]: listedCases(junitXml({ cases: listed })) });
}

function listing(
  files: ArchiveFiles,
  listed: Readonly<Record<string, readonly ListedCase[]>>,
  path = RESULTS,
): ArchiveFiles {
  return files.set(path, sonobuoyResults('e2e', listed));
}

describe('a JUnit that is not the one that Sonobuoy read leaves the clause undetermined, and the difference is named:', () => {
  test.each<[what: string, files: ArchiveFiles, text: RegExp]>([
    ['a spec failed', exchanged(required, failing), /: '.*' is failed there, and passed in the JUnit\.$/],
    [
      'a spec was skipped',
      exchanged(required, [skipped(first?.name ?? ''), ...required.slice(1)]),
      /is skipped there, and passed/,
    ],
    [
      'a spec is missing',
      exchanged(required, required.slice(1)),
      /lists 53 test cases, and the JUnit has 54; '.*' is missing there/,
    ],
    [
      'a spec has another name',
      exchanged(required, [{ name: `${first?.name} [Slow]` }, ...required.slice(1)]),
      /2 specs differ/,
    ],
    [
      'a spec is listed twice',
      exchanged(required, [...required, ...required.slice(0, 1)]),
      /is passed and passed there/,
    ],
    [
      'a spec is listed very often',
      exchanged(required, [...required, ...Array.from({ length: 999 }, () => required[0] ?? { name: '' })]),
      /is listed 1000 times there, and passed in the JUnit/,
    ],
    [
      'it has fewer specs of other kinds, as in another minor',
      exchanged(required, further),
      /lists 56 test cases, and the JUnit has 54; it lists 2 skipped test cases, and the JUnit has 0/,
    ],
    ['it has more specs of other kinds', exchanged(further, required), /lists 54 test cases, and the JUnit has 56/],
    [
      'a test that ran is listed as skipped',
      exchanged([...required, { name: '[sig-apps] Job' }], [...required, skipped('[sig-apps] Job')]),
      /lists 1 skipped test case, and the JUnit has 0/,
    ],
    [
      'the file has another path',
      exchanged(required, failing, 'results/global/junit_02.xml'),
      /it lists 54 test cases, and there is no such file/,
    ],
  ])('%s', async (_what, files, text) => {
    const verdict = await evaluateFiles(files);
    expect([verdict.verdict, codesOf(verdict)]).toEqual(['inconclusive', ['sonobuoy-results-contradict']]);
    const [found] = mustFindings(verdict);
    expect(found?.text).toMatch(text);
    expect(found?.evidence.map(({ path }) => path)).toContain(RESULTS);
  });

  test('between two minors whose specs of NetworkPolicies have the same names', async () => {
    const cases = requiredCases('1.33');
    const files = exchanged(cases, [...cases, skipped('[sig-apps] Job')]);
    files.set('serverversion.json', '{"gitVersion":"v1.33.1"}');
    files.set('plugins/e2e/definition.json', '{"Definition":{"spec":{"image":"registry.k8s.io/conformance:v1.33.1"}}}');
    expect(codesOf(await evaluateFiles(files))).toContain('sonobuoy-results-contradict');
  });
});

test('a required spec that failed makes the verdict non-compliant, whatever Sonobuoy lists', async () => {
  const verdict = await evaluateFiles(exchanged(failing, required));
  expect([verdict.verdict, codesOf(verdict)]).toEqual([
    'non-compliant',
    ['specs-failed', 'sonobuoy-results-contradict'],
  ]);
});

describe('there is no finding about', () => {
  test.each<[what: string, files: ArchiveFiles]>([
    ["an archive without Sonobuoy's results", upstreamArchive()],
    ['results that agree', exchanged(further, further)],
    ['results with the same specs in another order', exchanged(required, required.toReversed())],
    ['a file without cases, which Sonobuoy could not read', listing(upstreamArchive(), { [JUNIT]: [] })],
    [
      'a file that is not a JUnit of the suite',
      listing(upstreamArchive(), { 'results/global/other.xml': [{ name: 'x', status: 'failed' }] }),
    ],
    ['unreadable results', exchanged(required, failing).set(RESULTS, 'name: e2e\nitems: *x\nkind: y\n')],
    [
      'results of another plugin',
      listing(upstreamArchive(), { [JUNIT]: [{ name: 'x', status: 'failed' }] }, 'plugins/other/sonobuoy_results.yaml'),
    ],
  ])('%s', async (_what, files) => {
    const verdict = await evaluateFiles(files);
    expect([verdict.verdict, codesOf(verdict)]).toEqual(['compliant', []]);
  });

  test('states of Ginkgo for which Sonobuoy has no words', async () => {
    const states = ['failed', 'timedout', 'interrupted', 'aborted', 'panicked', 'pending', 'skipped'] as const;
    const cases = required.map((spec, index): BuiltCase => ({ ...spec, state: states[index] ?? 'passed' }));
    expect(codesOf(await evaluateFiles(exchanged(cases, cases)))).not.toContain('sonobuoy-results-contradict');
  });

  test('a truncated JUnit, whose cases cannot be counted', async () => {
    const files = exchanged(required, required);
    const path = `${UPSTREAM_RESULTS}junit_01.xml`;
    const codes = codesOf(await evaluateFiles(files.set(path, files.get(path)?.slice(0, 4000) ?? '')));
    expect(codes).toContain('junit-damaged');
    expect(codes).not.toContain('sonobuoy-results-contradict');
  });
});

describe("Sonobuoy's list of what our runner submitted", () => {
  const delivered = (change: (spec: BuiltCase, at: number) => string): ListedCase[] =>
    required.map((spec, at) => ({ name: spec.name, status: change(spec, at) }));
  const flaky = ownArchive({ attempts: [{ cases: failing }, { cases: required.slice(0, 1) }] });

  test.each<[what: string, files: ArchiveFiles, listed: ListedCase[], codes: string[]]>([
    ['agrees with the JUnit', ownArchive(), delivered(() => 'passed'), []],
    [
      'also has one case for each problem of the run',
      ownArchive(),
      [...delivered(() => 'passed'), { name: 'every NetworkPolicy spec ran', status: 'failed' }],
      [],
    ],
    ['has the last result of a flaky spec', flaky, delivered(() => 'passed'), ['specs-flaky']],
    [
      'has a failure that the JUnit no longer has',
      ownArchive(),
      delivered((_spec, at) => (at === 1 ? 'failed' : 'passed')),
      ['sonobuoy-results-contradict'],
    ],
    ['has only skipped specs', ownArchive(), delivered(() => 'skipped'), ['sonobuoy-results-contradict']],
  ])('%s', async (_what, files, listed, codes) => {
    const verdict = await evaluateFiles(listing(files, { [OWN_JUNIT]: listed }, OWN));
    expect(codesOf(verdict)).toEqual(codes);
    expect(verdict.verdict).toBe(codes.includes('sonobuoy-results-contradict') ? 'inconclusive' : 'compliant');
  });

  test('differs in a spec, which the finding names', async () => {
    const files = listing(
      ownArchive(),
      { [OWN_JUNIT]: delivered((_spec, at) => (at === 1 ? 'failed' : 'passed')) },
      OWN,
    );
    expect(mustFindings(await evaluateFiles(files))[0]?.text).toContain(
      `'${second?.name}' is failed there, and passed in the JUnit`,
    );
  });

  test('leads to no finding if there is no JUnit to compare it with', async () => {
    const files = listing(ownArchive(), { [OWN_JUNIT]: delivered(() => 'passed') }, OWN);
    files.delete(`${OWN_RESULTS}attempts/1/junit_01.xml`);
    expect(codesOf(await evaluateFiles(files))).not.toContain('sonobuoy-results-contradict');
  });
});
