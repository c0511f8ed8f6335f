import { describe, expect, test } from '@jest/globals';
import type { SpecVerdict } from '../../../results-parsers/index.ts';
import { evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import { result, summary } from '../building/ginkgo-output.ts';
import { type BuiltCase, junitXml } from '../building/junit.ts';
import {
  type ArchiveFiles,
  attemptRecord,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../building/sonobuoy.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';

async function specIn(files: ArchiveFiles): Promise<SpecVerdict | undefined> {
  return (await evaluateFiles(files)).specs.find((spec) => spec.name === name);
}

const withFirst = (change: Omit<BuiltCase, 'name'>) => upstreamArchive({ cases: [...others, { name, ...change }] });

describe('the attempts of a spec', () => {
  const skipped = others.map((spec) => ({ ...spec, state: 'skipped' as const }));
  const twoRounds = ownArchive({
    attempts: [{ cases: [{ name, state: 'failed' }, ...others] }, { cases: [{ name }, ...skipped] }],
  });

  test('are those in which it ran: a retry skips the specs that have passed', async () => {
    const { specs } = await evaluateFiles(twoRounds);
    const attempts = specs.map((spec) => spec.attempts.map(({ outcome }) => outcome));
    expect(attempts.filter((each) => each.length === 1)).toEqual(others.map(() => ['passed']));
    expect((await specIn(twoRounds))?.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
  });

  test('include every attempt that skipped it if it never ran', async () => {
    const never = ownArchive({
      attempts: [{ cases: [{ name, state: 'skipped' }] }, { cases: [{ name, state: 'skipped' }] }],
    });
    expect((await specIn(never))?.attempts.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped']);
  });
});

describe('the results of specs', () => {
  test('are sorted by name, whether required or not, and are not waived unless a waiver was given', async () => {
    const cases = [{ name: 'Netpol z' }, ...requiredCases().reverse(), { name: 'A Netpol' }];
    const { specs } = await evaluateFiles(upstreamArchive({ cases }));
    const names = specs.map((spec) => spec.name);
    expect(names).toEqual([...names].sort());
    expect(specs.find((spec) => spec.name === 'A Netpol')).toMatchObject({ required: false, exercises: null });
    expect(specs.flatMap(({ waivedBy }) => waivedBy)).toEqual([]);
  });

  test('name their files in the order of the files, not of the specs', async () => {
    const [a = '', b = ''] = requiredCases()
      .map((spec) => spec.name)
      .sort();
    const failed = (spec: string) => ({ name: spec, state: 'failed' as const });
    const cases = requiredCases().filter((spec) => spec.name !== a && spec.name !== b);
    const files = upstreamArchive({ cases: [...cases, failed(b)] });
    files.set(`${UPSTREAM_RESULTS}junit_02.xml`, junitXml({ cases: [failed(a)] }));
    const [found] = mustFindings(await evaluateFiles(files));
    expect(found).toMatchObject({
      specs: [a, b],
      evidence: ['junit_01.xml', 'junit_02.xml'].map((file) => ({ path: UPSTREAM_RESULTS + file })),
    });
  });

  test('of a dry run are failures if the spec failed all the same', async () => {
    const files = upstreamArchive({ cases: [...others, { name, state: 'failed' }], properties: { DryRun: 'true' } });
    expect((await specIn(files))?.outcome).toBe('failed');
  });
});

test('a spec that failed in the end is not flaky, although it had passed after a failed try', async () => {
  const log = 'attempts/1/e2e.log';
  const attempts = [{ cases: requiredCases() }, { cases: [{ name, state: 'failed' as const }] }];
  const record = { attempts: [attemptRecord(1, { log }), attemptRecord(2)] };
  const files = ownArchive({ attempts, record }).set(OWN_RESULTS + log, result(name, 2) + summary(50, 1));
  expect(await specIn(files)).toMatchObject({
    outcome: 'failed',
    attempts: [{ outcome: 'passed', failedTries: { count: 1 } }, { outcome: 'failed' }],
  });
});

test.each<[SpecVerdict['outcome'], NonNullable<BuiltCase['state']>[]]>([
  ['failed', ['passed', 'skipped', 'interrupted', 'timedout', 'failed']],
  ['timed-out', ['passed', 'skipped', 'interrupted', 'timedout']],
  ['interrupted', ['passed', 'skipped', 'interrupted']],
  ['skipped', ['passed', 'skipped']],
])('%s: of several results in one attempt, the worst for the spec counts: %j', async (outcome, states) => {
  const results = states.map((state) => ({ name, state }));
  expect((await specIn(upstreamArchive({ cases: [...others, ...results] })))?.outcome).toBe(outcome);
});

describe('the message of a failure', () => {
  const failureOf = async (change: Omit<BuiltCase, 'name'>) => (await specIn(withFirst(change)))?.failure;

  test.each([
    ['without the mark in front and the place behind it', '[FAILED] it broke\nIn [It] at: a.go:1', 'it broke'],
    ['with a mark elsewhere in the text', 'the pod said [FAILED] it', 'the pod said [FAILED] it'],
    ['without blanks around it', '[PANICKED]  \n it broke \n', 'it broke'],
    ['up to 500 characters', 'x'.repeat(600), 'x'.repeat(500)],
  ])('is kept %s', async (_what, text, kept) => {
    expect(await failureOf({ state: 'failed', text })).toBe(kept);
  });

  test('is not taken from a skip', async () => {
    expect(await failureOf({ state: 'skipped', text: 'no SCTP' })).toBeNull();
  });

  test('comes with the places of its pods, even if the spec passed in a later attempt', async () => {
    const failing = { cases: [failedByMatrix(name, isolated, allOpen), ...others] };
    const spec = await specIn(ownArchive({ attempts: [failing, { cases: [{ name }] }] }));
    expect(spec).toMatchObject({ outcome: 'flaky', places: [{ pods: ['a', 'b'] }, { pods: ['a'] }] });
  });
});

test.each([
  ['1 NetworkPolicy spec beyond the required ones failed.', ['Netpol new']],
  ['2 NetworkPolicy specs beyond the required ones failed.', ['Netpol new', 'Netpol newer']],
])('%s', async (text, further) => {
  const cases = [...requiredCases(), ...further.map((one) => ({ name: one, state: 'failed' as const }))];
  const found = mustFindings(await evaluateFiles(upstreamArchive({ cases })));
  expect(found).toMatchObject([{ code: 'further-specs-failed', text, specs: further }]);
});
