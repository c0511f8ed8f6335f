import { describe, expect, test } from '@jest/globals';
import { RunEnding } from '../../../../results-parsers/documents/run-record/run-record.ts';
import type { JunitCase } from '../../../../results-parsers/junit/junit-report.ts';
import { countingCases } from '../../../../src/runner/delivery/counting-cases.ts';
import type { RunOutcome } from '../../../../src/runner/delivery/run-outcome.ts';

const A = '[sig-network] Netpol A';
const B = '[sig-network] Netpol B';
const OTHER = '[sig-apps] Job';

const result = (name: string, state: JunitCase['state'], text = ''): JunitCase => ({
  name,
  state,
  text,
  seconds: 2,
  reachability: null,
  line: 1,
});

const report = (...results: JunitCase[]) => ({
  dryRun: false,
  specialFailureReason: '',
  specs: new Map(Object.entries(Object.groupBy(results, ({ name }) => name)).map(([name, all]) => [name, all ?? []])),
  failedNodes: [],
});

const run = (part: Partial<RunOutcome>): RunOutcome => ({
  ending: 'completed',
  reason: '',
  dryRun: false,
  specList: [A, B, OTHER],
  report: report(result(A, 'passed'), result(B, 'passed'), result(OTHER, 'failed')),
  seenFailing: new Set(),
  exempted: new Map(),
  ...part,
});

const outcomes = (part: Partial<RunOutcome>) =>
  Object.fromEntries(countingCases(run(part)).map(({ name, outcome }) => [name, outcome]));

describe('the testcases that count', () => {
  test('are only the NetworkPolicy specs, and pass if each of them passed', () => {
    expect(countingCases(run({}))).toEqual([
      { name: A, seconds: 2, outcome: 'passed', text: '' },
      { name: B, seconds: 2, outcome: 'passed', text: '' },
    ]);
  });

  test.each(['failed', 'timedout', 'interrupted', 'aborted', 'panicked', 'unreadable'] as const)(
    'have a failure for a spec that %s',
    (state) => {
      const cases = countingCases(run({ report: report(result(A, state, 'why'), result(B, 'passed')) }));
      expect(cases[0]).toEqual({ name: A, seconds: 2, outcome: 'failed', text: 'why' });
    },
  );

  const incomplete: [string, Partial<RunOutcome>][] = [
    ['a spec was skipped', { report: report(result(A, 'skipped'), result(B, 'passed')) }],
    ['a spec is pending', { report: report(result(A, 'pending'), result(B, 'passed')) }],
    ['a spec is missing', { report: report(result(B, 'passed')) }],
    ['a spec occurs twice', { report: report(result(A, 'passed'), result(A, 'passed'), result(B, 'passed')) }],
    ['every spec was skipped', { report: report(result(A, 'skipped'), result(B, 'skipped')) }],
    ['the suite has no NetworkPolicy spec', { specList: [OTHER], report: report() }],
    ['the suite is empty', { specList: [], report: report() }],
    ['the list of specs is not known', { specList: null }],
    ['nothing is known', { specList: null, report: null }],
    ['there is no JUnit', { report: null }],
    ['a dry run was requested', { dryRun: true }],
    [
      'the suite says it was a dry run',
      { report: { ...run({}).report, ...report(result(A, 'passed'), result(B, 'passed')), dryRun: true } },
    ],
    [
      'the suite was interrupted',
      { report: { ...report(result(A, 'passed'), result(B, 'passed')), specialFailureReason: 'Interrupted by User' } },
    ],
    [
      'BeforeSuite failed',
      {
        report: {
          ...report(result(A, 'passed'), result(B, 'passed')),
          failedNodes: [result('[BeforeSuite]', 'failed')],
        },
      },
    ],
    ...RunEnding.options
      .filter((ending) => ending !== 'completed')
      .map((ending): [string, Partial<RunOutcome>] => [`the run ended as ${ending}`, { ending, reason: 'why' }]),
  ];

  test.each(incomplete)('have a failure if %s', (_what, part) => {
    expect(Object.values(outcomes(part))).toContain('failed');
  });

  test('show the specs that the runner saw fail if the suite left no result', () => {
    const cases = countingCases(
      run({ report: null, seenFailing: new Set([B]), ending: 'suite-crashed', reason: 'killed' }),
    );
    expect(cases.map(({ name, text }) => [name, text])).toEqual([
      ['the run completed', 'suite-crashed: killed'],
      [A, 'The run left no result of this spec.'],
      [B, 'The runner saw it fail while the suite ran; the suite left no result of it.'],
    ]);
  });

  const exempted = new Map([[A, 'scs-sctp']]);

  test('have no failure for a spec that a waiver exempts, whether it was left out or failed', () => {
    const leftOut = countingCases(run({ exempted, report: report(result(A, 'skipped', ''), result(B, 'passed')) }));
    expect(leftOut).toEqual([
      { name: A, seconds: 2, outcome: 'skipped', text: 'skipped' },
      { name: B, seconds: 2, outcome: 'passed', text: '' },
    ]);
    const [first] = countingCases(run({ exempted, report: report(result(A, 'failed', 'why'), result(B, 'passed')) }));
    expect(first).toEqual({ name: A, seconds: 2, outcome: 'skipped', text: 'Failed; waived by scs-sctp. why' });
  });

  test('have a failure if a waiver exempts all skipped specs, but no spec ran', () => {
    const all = new Map([A, B].map((name) => [name, 'all']));
    const skipped = report(result(A, 'skipped'), result(B, 'skipped'));
    expect(outcomes({ exempted: all, report: skipped })).toMatchObject({ 'every NetworkPolicy spec ran': 'failed' });
  });

  test.each(['timedout', 'interrupted', 'unreadable'] as const)(
    'have a failure for a spec that %s although a waiver names it',
    (state) => {
      expect(outcomes({ exempted, report: report(result(A, state), result(B, 'passed')) })).toMatchObject({
        [A]: 'failed',
      });
    },
  );

  test('name the specs that did not run', () => {
    const cases = countingCases(run({ report: report(result(A, 'skipped', 'skipped'), result(B, 'passed')) }));
    expect(cases[0]).toMatchObject({
      name: 'every NetworkPolicy spec ran',
      outcome: 'failed',
      text: expect.stringContaining(A),
    });
    expect(cases[1]).toMatchObject({ name: A, outcome: 'skipped', text: 'skipped' });
  });
});
