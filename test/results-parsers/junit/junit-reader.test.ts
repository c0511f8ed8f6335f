import { describe, expect, test } from '@jest/globals';
import { JunitReader } from '../../../results-parsers/junit/junit-reader.ts';
import type { CaseState, JunitReading } from '../../../results-parsers/junit/junit-report.ts';
import { KeptSoFar } from '../../../results-parsers/junit/kept-so-far.ts';
import { defaultJunitLimits, type JunitLimits } from '../../../results-parsers/junit/limits.ts';
import { junitXml } from '../building/junit.ts';

function read(xml: string | Buffer, limits: Partial<JunitLimits> = {}, step = 1000): JunitReading {
  const reader = new JunitReader((name) => name.includes('Netpol'), { ...defaultJunitLimits, ...limits });
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += step) reader.write(bytes.subarray(at, at + step));
  reader.end();
  return reader.reading();
}

function wrap(testcase: string): string {
  return `<testsuites><testsuite name="s" tests="1">${testcase}</testsuite></testsuites>`;
}

describe('the state of a spec', () => {
  test.each<[string, CaseState]>([
    ['<testcase name="Netpol" status="passed"/>', 'passed'],
    ['<testcase name="Netpol" status="passed"><system-err>log</system-err></testcase>', 'passed'],
    ['<testcase name="Netpol" status="skipped"><skipped message="skipped"/></testcase>', 'skipped'],
    ['<testcase name="Netpol" status="pending"><skipped message="pending"/></testcase>', 'pending'],
    ['<testcase name="Netpol" status="failed"><failure>x</failure></testcase>', 'failed'],
    ['<testcase name="Netpol" status="timedout"><failure>x</failure></testcase>', 'timedout'],
    ['<testcase name="Netpol" status="aborted"><failure>x</failure></testcase>', 'aborted'],
    ['<testcase name="Netpol" status="interrupted"><error>x</error></testcase>', 'interrupted'],
    ['<testcase name="Netpol" status="panicked"><error>x</error></testcase>', 'panicked'],
    // Ginkgo 1 wrote no status.
    ['<testcase name="Netpol"/>', 'passed'],
    ['<testcase name="Netpol"><skipped/></testcase>', 'skipped'],
    ['<testcase name="Netpol"><failure>x</failure></testcase>', 'failed'],
    ['<testcase name="Netpol"><error>x</error></testcase>', 'failed'],
    ['<testcase name="Netpol"><failure type="Failure">x</failure></testcase>', 'failed'],
    ['<testcase name="Netpol"><failure type="Timeout">x</failure></testcase>', 'timedout'],
    ['<testcase name="Netpol"><failure type="Panic">x</failure></testcase>', 'panicked'],
    ['<testcase name="Netpol"><passed>log</passed></testcase>', 'passed'],
    // A case that contradicts itself proves nothing.
    ['<testcase name="Netpol" status="passed"><failure>x</failure></testcase>', 'unreadable'],
    ['<testcase name="Netpol" status="passed"><skipped/></testcase>', 'unreadable'],
    ['<testcase name="Netpol" status="failed"/>', 'unreadable'],
    ['<testcase name="Netpol" status="failed"><failure/><error/></testcase>', 'unreadable'],
    ['<testcase name="Netpol"><failure>x</failure><skipped/></testcase>', 'unreadable'],
    ['<testcase name="Netpol" status="PASSED"/>', 'unreadable'],
    ['<testcase name="Netpol" status="constructor"/>', 'unreadable'],
  ])('%s', (xml, state) => {
    expect(read(wrap(xml)).suites[0]?.specs).toMatchObject([{ name: 'Netpol', state }]);
  });
});

/** Ginkgo 2.33 gives test cases properties. */
const PROPERTIES_OF_A_CASE =
  '<properties><property name="DryRun" value="false"/><property name="SuiteSucceeded" value="true"/></properties>';

describe('an element counts only for its own parent:', () => {
  const suite = (content: string): JunitReading =>
    read(
      `<testsuites><testsuite name="s" tests="1"><properties><property name="DryRun" value="true"/></properties>${content}</testsuite></testsuites>`,
    );

  test('a property of a test case is not a property of its suite', () => {
    const { suites, problem } = suite(`<testcase name="Netpol" status="passed">${PROPERTIES_OF_A_CASE}</testcase>`);
    expect(problem).toBeNull();
    expect(suites.map(({ properties }) => [...properties])).toEqual([[['DryRun', 'true']]]);
    expect(suites[0]?.specs).toMatchObject([{ name: 'Netpol', state: 'passed' }]);
  });

  test('a property outside a list of properties belongs to its suite, as openshift-tests writes it', () => {
    const [of] = read('<testsuite name="s"><property name="TestVersion" value="v4"/></testsuite>').suites;
    expect([...(of?.properties ?? [])]).toEqual([['TestVersion', 'v4']]);
  });

  test('a suite inside another ends before what follows it', () => {
    const { suites } = suite(
      '<testsuite name="inner"><testcase name="Netpol a"/></testsuite><testcase name="Netpol b" status="passed"/>',
    );
    expect(suites.map(({ name, specs }) => [name, specs.map((spec) => spec.name)])).toEqual([
      ['s', ['Netpol b']],
      ['inner', ['Netpol a']],
    ]);
  });

  test('the text of an element inside another one does not count as a timeline', () => {
    const timeline = '<system-err>creating pod x/a with matching service</system-err>';
    const { suites } = suite(
      `<testcase name="Netpol" status="failed"><failure>x</failure><properties>${timeline}</properties></testcase>`,
    );
    expect(suites[0]?.specs[0]?.reachability?.pods).toEqual([]);
  });

  test.each([
    ['<testcase name="Netpol" status="passed"><properties><failure/></properties></testcase>', 'failure', 'properties'],
    ['<testcase name="Netpol"><testcase name="Netpol b"/></testcase>', 'testcase', 'testcase'],
    ['<testcase name="Netpol"><testsuite name="t"/></testcase>', 'testsuite', 'testcase'],
    ['<properties><skipped/></properties>', 'skipped', 'properties'],
    ['<error/>', 'error', 'testsuite'],
    ['<testsuites/>', 'testsuites', 'testsuite'],
  ])('%s is damage', (content, element, parent) => {
    expect(suite(content).problem?.message).toBe(`<${element}> inside <${parent}>, where JUnit files do not have it`);
  });
});

describe('a JUnit file', () => {
  test('gives names without [It], texts without entities, and where they stand', () => {
    const text = "[FAILED] <a> & 'b'\nsecond line";
    const { suites, problem } = read(junitXml({ cases: [{ name: "Netpol 'x'", state: 'failed', text }] }), {}, 7);
    expect(problem).toBeNull();
    expect(suites[0]?.specs).toEqual([
      {
        name: "Netpol 'x'",
        state: 'failed',
        seconds: 1.5,
        text,
        line: 18,
        reachability: expect.objectContaining({ kind: 'unknown' }),
      },
    ]);
  });

  test('says what Ginkgo was told and how many test cases there are', () => {
    const [suite] = read(junitXml({ cases: [{ name: 'Netpol' }, { name: 'other', state: 'failed' }] })).suites;
    expect(suite).toMatchObject({ declaredCases: 6, countedCases: 6, unsuccessfulCases: 1, seconds: 60.5 });
    expect(suite?.properties.get('FocusStrings')).toBe('NetworkPolicy');
    expect(suite?.suiteNodes.map(({ name }) => name)).toContain('[SynchronizedBeforeSuite]');
  });

  test('may have CDATA, and a text that is too long is cut off', () => {
    const xml = wrap('<testcase name="Netpol" status="failed"><failure><![CDATA[a<b]]> and so on</failure></testcase>');
    expect(read(xml).suites[0]?.specs[0]?.text).toBe('a<b and so on');
    const long = wrap(
      `<testcase name="Netpol" status="failed"><failure message="${'m'.repeat(9000)}">${'t'.repeat(9000)}</failure></testcase>`,
    );
    expect(read(long).suites[0]?.specs[0]?.text).toHaveLength(16 * 1024);
  });

  test('keeps no text of timelines', () => {
    const xml = wrap('<testcase name="Netpol" status="passed"><system-err>long</system-err></testcase>');
    expect(read(xml).suites[0]?.specs[0]?.text).toBe('');
  });
});

describe('a JUnit file of Ginkgo 1', () => {
  const place = '/k8s.io/kubernetes/test/e2e/framework/framework.go:630';
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
  <testsuite name="Kubernetes e2e suite" tests="2" failures="1" errors="0" time="1037.016">
      <testcase name="[sig-network] Netpol a " classname="Kubernetes e2e suite" time="0"><skipped></skipped></testcase>
      <testcase name="[sig-network] Netpol b" classname="Kubernetes e2e suite" time="0.5">
          <failure type="Failure">${place}&#xA;Aug 17 17:08: &lt;int&gt;: 1&#xA;wrong&#xA;/go/runner.go:113</failure>
          <system-out>log</system-out>
      </testcase>
      <testcase name="BeforeSuite" classname="Kubernetes e2e suite" time="3"><failure type="Failure">no node</failure></testcase>
  </testsuite>`;

  test('distinguishes specs from nodes of the suite, and gives texts without trailing blanks and places in the code', () => {
    const [suite] = read(xml).suites;
    expect(suite).toMatchObject({ name: 'Kubernetes e2e suite', ginkgo: 1, declaredCases: 2, countedCases: 3 });
    expect(suite?.specs).toMatchObject([
      { name: '[sig-network] Netpol a', state: 'skipped', seconds: 0 },
      { name: '[sig-network] Netpol b', state: 'failed', text: 'Aug 17 17:08: <int>: 1\nwrong' },
    ]);
    expect(suite?.suiteNodes).toMatchObject([{ name: 'BeforeSuite', state: 'failed' }]);
  });

  test('of the early versions names its suite only in its test cases', () => {
    expect(read(xml.replace(' name="Kubernetes e2e suite"', '')).suites[0]?.name).toBe('Kubernetes e2e suite');
  });

  test.each([
    ['a wrapping element', `<testsuites>${xml.slice(xml.indexOf('?>') + 2)}</testsuites>`],
    ['a status', xml.replace('<testcase ', '<testcase status="skipped" ')],
    ['a property', xml.replace('<testcase ', '<properties><property name="a" value="b"/></properties><testcase ')],
  ])('has no %s: a file with that is by Ginkgo 2', (_what, other) => {
    expect(read(other).suites[0]?.ginkgo).toBe(2);
  });
});

test('files of one archive share the limits of what is kept', () => {
  const kept = new KeptSoFar();
  const problems = [1, 2].map(() => {
    const reader = new JunitReader(() => true, { ...defaultJunitLimits, specs: 1 }, kept);
    reader.write(Buffer.from(wrap('<testcase name="Netpol" status="passed"/>')));
    reader.end();
    return reader.reading().problem?.message;
  });
  expect(problems).toEqual([undefined, expect.stringContaining('limit specs of 1')]);
});

test('files of one archive share a limit of elements, because each takes time, however short it is', () => {
  const kept = new KeptSoFar();
  for (let before = 0; before < 1_999_995; before += 1) kept.addElement(2_000_000);
  const problems = ['', '<x/><x/><x/>'].map((elements) => {
    const reader = new JunitReader(() => true, defaultJunitLimits, kept);
    reader.write(Buffer.from(wrap(elements)));
    reader.end();
    return reader.reading().problem?.message;
  });
  expect(problems).toEqual([undefined, 'more than 2000000 elements in the files of the suite']);
});

test('files of one archive share a limit of suites, because the problems of each are listed', () => {
  const kept = new KeptSoFar();
  const suites = '<testsuite name="s"></testsuite>'.repeat(300);
  const readings = [1, 2].map(() => {
    const reader = new JunitReader(() => true, defaultJunitLimits, kept);
    reader.write(Buffer.from(`<testsuites>${suites}</testsuites>`));
    reader.end();
    return reader.reading();
  });
  expect(readings.map(({ problem }) => problem?.message)).toEqual([
    undefined,
    'more than 500 test suites in the files of the suite',
  ]);
  expect(readings.map((reading) => reading.suites.length)).toEqual([300, 201]);
});

describe('a JUnit file is read up to the first thing that is wrong', () => {
  const before = '<testsuites><testsuite name="s"><testcase name="Netpol 1" status="passed"/>';
  const after = '<testcase name="Netpol 2" status="passed"/></testsuite></testsuites>';

  test.each<[string, string | Buffer, RegExp, Partial<JunitLimits>?]>([
    ['an end that is missing', before, /the file ends inside the element/],
    ['a tag that does not match', `${before}</wrong>${after}`, /the end of an element other than/],
    ['an entity that nobody declared', `${before}<x a="&bomb;"/>${after}`, /a name that XML does not define/],
    ['a raw control character', `${before}<x a="\u0001"/>${after}`, /a character that XML does not allow/],
    [
      'a byte that is not UTF-8',
      Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]),
      /not valid UTF-8/,
    ],
    [
      'too many elements inside each other',
      before + '<x>'.repeat(20),
      /limit xmlDepth of 16 is exceeded; raise it if you trust the author of the archive$/,
    ],
    [
      'too many attributes',
      `${before}<x a="1" b="2" c="3"/>${after}`,
      /limit xmlAttributes of 2/,
      { xmlAttributes: 2 },
    ],
    [
      'an attribute that is too long',
      `${before}<x a="${'y'.repeat(100)}"/>${after}`,
      /limit xmlAttributeLength/,
      { xmlAttributeLength: 99 },
    ],
    ['a tag without end', `${before}<x a="${'y'.repeat(5000)}`, /limit xmlRunLength/, { xmlRunLength: 1000 }],
    [
      'texts that are too long together',
      `${before}<testcase name="Netpol ${'x'.repeat(500)}" status="passed"/>${after}`,
      /limit keptCharacters/,
      { keptCharacters: 1500 },
    ],
    [
      'a spec with a name that is too long',
      `${before}<testcase name="Netpol ${'x'.repeat(2000)}" status="passed"/>${after}`,
      /the name of a spec has more than 1024 characters/,
    ],
    ['too many specs', before + after, /limit specs of 1/, { specs: 1 }],
  ])('%s', (_what, xml, message, limits = {}) => {
    const { suites, problem } = read(xml, limits, 64);
    expect(problem?.message).toMatch(message);
    expect(suites[0]?.specs[0]?.name).toBe('Netpol 1');
  });

  test('a DOCTYPE is refused before anything else', () => {
    const xml = `<!DOCTYPE x [<!ENTITY a "b">]>${wrap('<testcase name="Netpol" status="passed"/>')}`;
    const { suites, problem } = read(xml);
    expect(problem).toMatchObject({ message: expect.stringContaining('DOCTYPE'), line: 1 });
    expect(suites).toEqual([]);
  });

  test('a file of another kind is not read as JUnit', () => {
    expect(read('<html></html>').problem?.message).toBe('<html> cannot begin a JUnit file');
  });

  test('a file without its last bytes counts as cut off', () => {
    const reader = new JunitReader(() => true);
    reader.write(Buffer.from(wrap('')));
    expect(reader.reading().problem?.message).toBe('the file is cut off');
  });
});
