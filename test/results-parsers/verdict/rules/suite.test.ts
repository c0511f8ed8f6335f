import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../../results-parsers/index.ts';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { archiveOf121, casesOf121, junitOfGinkgo1 } from '../../building/ginkgo-1.ts';
import { type BuiltCase, type BuiltJunit, junitXml, passedNodes } from '../../building/junit.ts';
import { requiredCases, UPSTREAM_RESULTS, upstreamArchive } from '../../building/sonobuoy.ts';

const JUNIT = `${UPSTREAM_RESULTS}junit_01.xml`;

/** The only finding on an archive with this suite. */
async function found(junit: Partial<BuiltJunit>): Promise<Finding | undefined> {
  const [finding, ...more] = mustFindings(await evaluateFiles(upstreamArchive(junit)));
  expect(more).toEqual([]);
  return finding;
}

describe('a JUnit file is reported unless it contains exactly one e2e suite:', () => {
  const suite = (name: string): string =>
    /<testsuite [\s\S]*<\/testsuite>/.exec(junitXml({ suite: name, cases: [] }))?.[0] ?? '';
  test.each<[string, string[], string]>([
    ['no suite at all', [], 'contains no test suite rather'],
    ['another suite', ['Node e2e suite'], "contains the suite 'Node e2e suite' rather"],
    [
      'that suite and another one',
      ['Kubernetes e2e suite', 'x'],
      "contains the suites 'Kubernetes e2e suite', 'x' rather",
    ],
  ])('%s', async (_what, names, text) => {
    const files = upstreamArchive().set(JUNIT, `<testsuites>${names.map(suite).join('')}</testsuites>`);
    const [finding] = mustFindings(await evaluateFiles(files));
    expect(finding).toMatchObject({ code: 'suite-not-found', evidence: [{ path: JUNIT, line: null }] });
    expect(finding?.text).toContain(`${JUNIT} ${text} than one named 'Kubernetes e2e suite'.`);
  });
});

test('a dry run is reported with all evidence that it was one', async () => {
  const definition = { Definition: { spec: { image: 'c:v1.36.3', env: [{ name: 'E2E_DRYRUN', value: 'true' }] } } };
  const files = upstreamArchive({ properties: { DryRun: 'true' } });
  const [dry] = mustFindings(await evaluateFiles(files.set('plugins/e2e/definition.json', JSON.stringify(definition))));
  expect(dry?.text).toMatch(/^It was a dry run \(.*E2E_DRYRUN.*; DryRun in .*junit_01\.xml\): no spec was executed\.$/);
  expect(dry?.evidence).toEqual([{ path: JUNIT, line: null }]);
});

test.each(['SuiteSucceeded', 'SpecialSuiteFailureReason', 'DryRun'])(
  'a suite of Ginkgo 2 without %s gives the finding that it is missing, and no other',
  async (property) => {
    const finding = await found({ properties: { [property]: undefined } });
    expect(finding).toMatchObject({ code: 'suite-properties-missing' });
    expect(finding?.text).toContain(`${JUNIT} does not say ${property}, which Ginkgo 2 always does`);
  },
);

test('the reason why a suite was cut short is reported in its own words', async () => {
  const finding = await found({ properties: { SpecialSuiteFailureReason: 'Suite Timeout Elapsed' } });
  expect(finding?.text).toContain('did not finish: Suite Timeout Elapsed.');
});

describe('the preparation of the suite', () => {
  const nodesWith = (...nodes: BuiltCase[]) => found({ nodes: [...passedNodes, ...nodes] });

  test.each(['[BeforeSuite]', '[SynchronizedBeforeSuite]', '[BeforeSuite] of the framework'])(
    'did not pass if the node %s failed, whose first line is reported with its place',
    async (name) => {
      const finding = await nodesWith({ name, state: 'failed', text: 'no node is ready\nafter 10 minutes' });
      expect(finding).toMatchObject({
        code: 'before-suite-not-passed',
        text: 'The preparation of the suite (BeforeSuite) failed: no node is ready.',
        evidence: [{ path: JUNIT, line: expect.any(Number) }],
      });
    },
  );

  test.each(['[ReportBeforeSuite]', '[AfterSuite]', '[SynchronizedAfterSuite]', '[DeferCleanup (BeforeSuite)]'])(
    'is not the node %s',
    async (name) => {
      const nodes = [...passedNodes, { name, state: 'failed', text: 'x' } as const];
      expect(codesOf(await evaluateFiles(upstreamArchive({ nodes })))).toEqual([]);
      const alone = await found({ nodes: [{ name }] });
      expect(alone?.text).toBe('The preparation of the suite (BeforeSuite) is not listed.');
      expect(alone?.evidence).toEqual([{ path: JUNIT, line: null }]);
    },
  );
});

describe('the number of test cases in a file', () => {
  test('is reported beside the number that the file claims', async () => {
    const finding = await found({ tests: 55 });
    expect(finding?.text).toContain(`${JUNIT} contains 54 test cases and says that it has 55: the file was cut off`);
  });

  test('is reported even if the file claims no number', async () => {
    const junit = junitXml({ cases: requiredCases() }).replace(/(<testsuite [^>]*) tests="\d+"/, '$1');
    const [finding] = mustFindings(await evaluateFiles(upstreamArchive().set(JUNIT, junit)));
    expect(finding).toMatchObject({ code: 'suite-counts-differ' });
    expect(finding?.text).toContain('says that it has an unknown number');
  });
});

test('the failure of a suite is explained by any case that did not pass, even if it is not a spec', async () => {
  const finding = await found({
    nodes: [...passedNodes, { name: '[SynchronizedAfterSuite]', state: 'failed', text: 'x' }],
    properties: { SuiteSucceeded: 'false' },
  });
  expect(finding).toBeUndefined();
});

describe('for a suite of Ginkgo 1', () => {
  const specs = casesOf121.map(({ name }) => ({ name }));

  test('nothing is expected that it cannot contain: properties, counts or a preparation', async () => {
    const files = archiveOf121({ 'junit_01.xml': junitOfGinkgo1(specs, 99) });
    expect(codesOf(await evaluateFiles(files))).toEqual(['suite-properties-missing', 'catalogue-missing']);
  });

  test('all files are named in one finding', async () => {
    const files = {
      'junit_01.xml': junitOfGinkgo1(specs.slice(0, 1)),
      'junit_02.xml': junitOfGinkgo1(specs.slice(1)),
    };
    const [finding] = mustFindings(await evaluateFiles(archiveOf121(files)));
    expect(finding?.evidence.map(({ path }) => path)).toEqual([JUNIT, `${UPSTREAM_RESULTS}junit_02.xml`]);
  });
});

describe('if nothing ran, the verdict says', () => {
  const skipped = requiredCases().map((spec) => ({ ...spec, state: 'skipped' as const }));
  const textOf = async (junit: Partial<BuiltJunit>, files = upstreamArchive(junit)) =>
    mustFindings(await evaluateFiles(files)).find(({ code }) => code === 'nothing-ran')?.text;

  test('which focus and skip it had', async () => {
    const properties = { FocusStrings: 'NetworkPolicies', SkipStrings: 'Alpha' };
    expect(await textOf({ cases: skipped, properties })).toBe(
      "Not one of the 50 required specs ran: the focus was 'NetworkPolicies', the skip 'Alpha'.",
    );
    expect(await textOf({ cases: skipped, properties: { FocusStrings: undefined, SkipStrings: undefined } })).toBe(
      "Not one of the 50 required specs ran: the focus was '', the skip ''.",
    );
  });

  test('neither focus nor skip, if a suite of Ginkgo 1 does not show them and the required specs are not known', async () => {
    const cases = casesOf121.map(({ name }) => ({ name, state: 'skipped' as const }));
    expect(await textOf({}, archiveOf121({ 'junit_01.xml': junitOfGinkgo1(cases) }))).toBe(
      'Not one of the 3 NetworkPolicy specs ran.',
    );
  });

  test('nothing about it, if the required specs are not known and the suite has no NetworkPolicy spec', async () => {
    expect(await textOf({}, archiveOf121({ 'junit_01.xml': junitOfGinkgo1([]) }))).toBeUndefined();
  });

  test('nothing about it, if one spec ran', async () => {
    const [first, ...others] = requiredCases();
    const cases = [{ name: first?.name ?? '' }, ...others.map((spec) => ({ ...spec, state: 'skipped' as const }))];
    expect(await textOf({ cases })).toBeUndefined();
  });

  test('that no required spec ran, if only an additional one did', async () => {
    expect(await textOf({ cases: [...skipped, { name: 'Netpol new' }] })).toMatch(
      /^Not one of the 50 required specs ran/,
    );
  });
});
