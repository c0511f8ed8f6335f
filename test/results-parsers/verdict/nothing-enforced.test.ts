import { describe, expect, test } from '@jest/globals';
import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { deniesByDefault, nothingIsEnforced } from '../../../results-parsers/verdict/nothing-enforced.ts';
import { evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import type { BuiltCase } from '../building/junit.ts';
import { ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

type Change = (name: string) => BuiltCase;

const passes: Change = (name) => ({ name });
const leaksAll: Change = (name) => failedByMatrix(name, isolated, allOpen);
const leaksSome: Change = (name) => failedByMatrix(name, isolated, ['...', '...', 'X..']);
const leaksAndBlocks: Change = (name) => failedByMatrix(name, isolated, ['.X.', '...', '...']);
const blocksTooMuch: Change = (name) => failedByMatrix(name, allOpen, allBlocked);
const cannotProbe: Change = (name) => ({ name, state: 'failed', text: '[FAILED] unable to initialize resources: x' });

function cases(ofDenying: Change, ofOthers: Change): BuiltCase[] {
  return requiredCases().map(({ name }) => (deniesByDefault({ name }) ? ofDenying(name) : ofOthers(name)));
}

/** The specs that pass on a real cluster that enforces nothing. */
const PASSING_WITHOUT_ENFORCEMENT = [
  'API should support creating NetworkPolicy API operations',
  'API should support creating NetworkPolicy API with endport field',
  'should enforce policy based on any PodSelectors',
  'should enforce policy to allow ingress traffic from pods in all namespaces',
  'should support allow-all policy',
];
const passesAnyway = (name: string): boolean => PASSING_WITHOUT_ENFORCEMENT.some((part) => name.includes(part));
const leaksIfItCan: Change = (name) => (passesAnyway(name) ? { name } : leaksAll(name));

const isUpdate = (name: string): boolean => name.includes('should enforce updated policy');
const isOfSctp = (name: string): boolean => name.includes('using SCTP');

describe('the verdict says that nothing is enforced', () => {
  test.each<[boolean, string, BuiltCase[]]>([
    [true, 'every spec leaked as much as it can', cases(leaksAll, leaksAll)],
    [true, 'only the specs passed that pass on any cluster', cases(leaksIfItCan, leaksIfItCan)],
    [false, 'other specs that want something blocked passed', cases(leaksAll, passes)],
    [true, 'some specs could not probe', cases((name) => (isOfSctp(name) ? cannotProbe : leaksAll)(name), leaksAll)],
    [false, 'everything passed', cases(passes, passes)],
    [false, 'the specs that deny by default passed', cases(passes, leaksAll)],
    [
      false,
      'one of the specs that deny by default passed',
      cases((name) => (isOfSctp(name) ? passes : leaksAll)(name), leaksAll),
    ],
    [false, 'something was blocked', cases(leaksAll, leaksSome)],
    [false, 'something was blocked that should be open', cases(leaksAll, blocksTooMuch)],
    [false, 'everything leaked, and something was blocked that should be open', cases(leaksAll, leaksAndBlocks)],
    [false, 'no spec could probe', cases(cannotProbe, cannotProbe)],
  ])('%s: %s', async (expected, _what, built) => {
    const verdict = await evaluateFiles(upstreamArchive({ cases: built }));
    expect(nothingIsEnforced(verdict.specs)).toBe(expected);
    const text = mustFindings(verdict).find(({ code }) => code === 'specs-failed')?.text ?? '';
    expect(text.includes('No policy seems to be enforced at all')).toBe(expected);
  });

  test('false: every spec that leaked passed when it was retried', async () => {
    const attempts = [{ cases: cases(leaksAll, leaksAll) }, { cases: requiredCases() }];
    expect(nothingIsEnforced((await evaluateFiles(ownArchive({ attempts }))).specs)).toBe(false);
  });

  test.each<[boolean, string, (name: string) => boolean, Change]>([
    [true, 'the specs that pass on any cluster needed a retry', passesAnyway, blocksTooMuch],
    [false, 'a spec that wants something blocked passed when it was retried', isUpdate, leaksAll],
  ])('%s: %s', async (expected, _what, chosen, first) => {
    const built = cases(leaksIfItCan, leaksIfItCan);
    const tried = built.map((spec) => (chosen(spec.name) ? first(spec.name) : spec));
    const again = built.filter(({ name }) => chosen(name)).map(({ name }) => ({ name }));
    const verdict = await evaluateFiles(ownArchive({ attempts: [{ cases: tried }, { cases: again }] }));
    expect(verdict.summary.flaky).toBeGreaterThan(0);
    expect(nothingIsEnforced(verdict.specs)).toBe(expected);
  });

  test.each<[boolean, string]>([
    ...PASSING_WITHOUT_ENFORCEMENT.map((part): [boolean, string] => [true, part]),
    [false, 'should enforce updated policy'],
    [false, 'something that no catalogue has'],
  ])('%s: only the spec %j passed', async (expected, part) => {
    const [denied] = (await evaluateFiles(upstreamArchive({ cases: cases(leaksAll, leaksAll) }))).specs.filter(
      deniesByDefault,
    );
    const name = requiredCases().find((spec) => spec.name.includes(part))?.name ?? part;
    const passed = { name, outcomeBeforeWaivers: 'passed', explanation: null } as const;
    expect(nothingIsEnforced(denied === undefined ? [] : [denied, passed])).toBe(expected);
  });
});

test('specs that deny by default are recognised by their records in the catalogue', () => {
  expect(
    (catalogueOf('1.36') ?? []).filter(deniesByDefault).map(({ name }) => name.replace(/.* should /, 'should ')),
  ).toEqual([
    "should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    "should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
    'should deny egress from pods based on PodSelector [Feature:NetworkPolicy]',
    'should deny egress from all pods in a namespace [Feature:NetworkPolicy]',
    "should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    "should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
  ]);
  expect(deniesByDefault({ name: 'some other spec' })).toBe(false);
});
