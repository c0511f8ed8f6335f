import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../../results-parsers/index.ts';
import { verdictJunit } from '../../../../results-parsers/report/junit/verdict-junit.ts';
import { checkVerdicts } from '../../building/check-verdicts.ts';
import { evaluateFiles, type Options } from '../../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import type { BuiltCase } from '../../building/junit.ts';
import { ownArchive, requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';
import { junitObjections } from './junit-rules.ts';
import { type XmlElement, xmlTree } from './xml-tree.ts';

const [first, second, third, ...others] = requiredCases();
const name = first?.name ?? '';

async function verdictOn(cases: readonly BuiltCase[], options: Options = {}): Promise<Verdict> {
  return await evaluateFiles(upstreamArchive({ cases: [...cases] }), undefined, options);
}

function suitesOf(verdict: Verdict): XmlElement[] {
  const xml = verdictJunit(verdict);
  expect(junitObjections(xml)).toEqual([]);
  return xmlTree(xml).children;
}

function casesOf(verdict: Verdict): Map<string, XmlElement> {
  const cases = suitesOf(verdict).flatMap(({ children }) => children.filter((child) => child.name === 'testcase'));
  return new Map(cases.map((one) => [one.attributes['name'] ?? '', one]));
}

describe('the JUnit of a verdict', () => {
  test('has a suite of clauses and one of specs, and names what was judged', async () => {
    const [clauses, specs] = suitesOf(await verdictOn(requiredCases()));
    expect(clauses?.attributes).toMatchObject({ name: 'scs-0219-v1.clauses', tests: '4', failures: '0', errors: '0' });
    expect(specs?.attributes).toMatchObject({ name: 'scs-0219-v1.specs', tests: '50', skipped: '0' });
    const properties = clauses?.children[0]?.children.map(({ attributes }) => [
      attributes['name'],
      attributes['value'],
    ]);
    expect(Object.fromEntries(properties ?? [])).toMatchObject({ verdict: 'compliant', kubernetes: 'v1.36.3' });
  });

  test.each([
    ['compliant', requiredCases(), {}, undefined],
    ['non-compliant', [{ name, state: 'failed' as const }, second, third, ...others], {}, 'failure'],
    ['inconclusive', [second, third, ...others], {}, 'error'],
  ])('fails only for the MUST clause, if it is %s', async (word, cases, options, expected) => {
    const verdict = await verdictOn(
      cases.flatMap((one) => one ?? []),
      options,
    );
    expect(verdict.verdict).toBe(word);
    const [clauses] = suitesOf(verdict);
    const [, must, ...advisory] = clauses?.children ?? [];
    expect(must?.attributes['name']).toBe('network-policy');
    expect(must?.children.find((child) => child.name !== 'system-out')?.name).toBe(expected);
    expect(advisory.map(({ children }) => children[0]?.name)).toEqual(['skipped', 'skipped', 'skipped']);
  });

  test('explains a failed spec: what its failure means, what to do and where it is recorded', async () => {
    const cases = casesOf(await verdictOn([failedByMatrix(name, isolated, allOpen), ...requiredCases().slice(1)]));
    const failure = cases.get(name)?.children[0];
    expect(failure?.attributes).toEqual({
      type: 'leak',
      message: 'all other pods reach netpol-x/a on 80/TCP, which should be blocked',
    });
    expect(failure?.text).toMatch(
      /2 of 6 connections wrong[\s\S]*\n-> [\s\S]*\nattempt 1: failed, plugins\/e2e\/results\/global\/junit_01\.xml:\d+$/,
    );
  });

  test.each([
    ['skipped' as const, 'skipped', 'skipped, which proves nothing'],
    ['timedout' as const, 'error', 'timed out'],
    ['interrupted' as const, 'error', 'interrupted'],
  ])('does not count a required spec that was %s as passed', async (state, element, message) => {
    const cases = casesOf(await verdictOn([{ name, state }, ...requiredCases().slice(1)]));
    expect(cases.get(name)?.children[0]).toMatchObject({ name: element, attributes: { message } });
  });

  test('shows which specs are waived, by which waiver and until when', async () => {
    const sctp = requiredCases().map((spec) =>
      spec.name.includes('using SCTP') ? { ...spec, state: 'failed' as const, text: '[FAILED] no servers' } : spec,
    );
    const cases = casesOf(await verdictOn(sctp));
    const waived = [...cases].filter(([spec]) => spec.includes('using SCTP')).map(([, one]) => one.children[0]);
    expect(waived.map((one) => one?.name)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(waived[0]?.attributes['message']).toMatch(
      /^waived by scs-sctp-connectivity until 2027-11-22 \(it was failed\): SCTP needs support/,
    );
  });

  test('shows flaky specs, and lets them pass unless they should fail', async () => {
    const flaky = ownArchive({
      attempts: [
        { cases: [{ name, state: 'failed', text: 'slow' }, ...requiredCases().slice(1)] },
        { cases: [{ name }] },
      ],
    });
    const [result, output] = casesOf(await evaluateFiles(flaky)).get(name)?.children ?? [];
    expect(result).toMatchObject({ name: 'flakyFailure', attributes: { message: 'flaky: attempts: failed, passed' } });
    expect(output?.text).toMatch(/^flaky: attempts: failed, passed\n/);
    const strict = casesOf(await evaluateFiles(flaky, undefined, { strictFlakes: true }));
    expect(strict.get(name)?.children[0]?.name).toBe('failure');
  });

  test('has a case for each check and for each of its parts, and not one case fails', async () => {
    const cases = casesOf({ ...(await verdictOn(requiredCases())), checks: checkVerdicts });
    const names = [
      'beyond-upstream',
      ...['a', 'b', 'c', 'd'].map((part) => `beyond-upstream.${part}`),
      'default-restrictions',
    ];
    const results = names.map((one) => cases.get(one)?.children.map(({ name: element }) => element));
    const [passed, skipped] = [['system-out'], ['skipped']];
    expect(results).toEqual([skipped, passed, skipped, skipped, skipped, passed]);
    expect(cases.get('beyond-upstream')?.attributes).toMatchObject({ classname: 'scs-0219-v1.checks', time: '93.400' });
  });

  test('does not count an additional spec that did not run', async () => {
    const further = '[sig-network] Netpol should do more [Feature:NetworkPolicy]';
    const cases = casesOf(await verdictOn([{ name: further, state: 'interrupted' }, ...requiredCases()]));
    expect(cases.get(further)?.children[0]).toMatchObject({ name: 'skipped' });
  });

  test('is well-formed and follows the rules, whatever an archive contains', async () => {
    const verdict = await verdictOn([failedByMatrix(name, isolated, allOpen), ...requiredCases().slice(1)]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [spec, ...more] = verdict.specs;
        if (spec === undefined) throw new Error('there is no spec');
        const hostile = { ...spec, name: `x${text}`, failure: `[[ATTACHMENT|${text}` };
        const xml = verdictJunit({ ...verdict, specs: [{ ...hostile, outcome: 'flaky' }, ...more] });
        expect(junitObjections(xml)).toEqual([]);
      }),
    );
  });
});

describe('the rules of Jenkins and GitLab object to', () => {
  const suite = (content: string, attributes = 'tests="1" failures="0" errors="0"'): string =>
    `<testsuites><testsuite name="s" ${attributes}>${content}</testsuite></testsuites>`;
  const passing = '<testcase name="a" classname="c"/>';

  test.each([
    ['nothing in a good document', suite(passing), []],
    ['another root', '<testsuite name="s" tests="0" failures="0" errors="0"/>', ['the root is testsuite']],
    [
      'properties of a test case',
      suite('<testcase name="a" classname="c"><properties/></testcase>'),
      ['testcase may not contain properties'],
    ],
    ['a missing count', suite(passing, 'tests="1" failures="0"'), ['testsuite needs errors']],
    ['a wrong count', suite(passing, 'tests="2" failures="0" errors="0"'), ['testsuite says 2 tests, contains 1']],
    ['an unknown attribute', suite('<testcase name="a" classname="c" file="f"/>'), ['testcase may not have file']],
    ['a time in words', suite('<testcase name="a" classname="c" time="1e9"/>'), ['1e9 is not a time']],
    ['two cases of the same name', suite(passing + passing, 'tests="2" failures="0" errors="0"'), ['c a occurs twice']],
    [
      'a result without text',
      suite('<testcase name="a" classname="c"><skipped/></testcase>'),
      ['a skipped element has no text'],
    ],
  ])('%s', (_what, xml, expected) => {
    expect(junitObjections(xml)).toEqual(expected);
  });
});
