import { describe, expect, test } from '@jest/globals';
import type { CaseState, JunitCase } from '../../../../results-parsers/junit/junit-report.ts';
import { mergedReport } from '../../../../src/runner/suite/merged-report.ts';
import type { SuiteReport } from '../../../../src/runner/suite/suite-report.ts';
import { specsToTryAgain } from '../../../../src/runner/suite/try-again.ts';

const spec = (name: string, state: CaseState): JunitCase => ({
  ...{ name, state, text: '', seconds: 1, reachability: null, line: 1 },
});
const report = (states: Record<string, CaseState>, change: Partial<SuiteReport> = {}): SuiteReport => ({
  dryRun: false,
  specialFailureReason: '',
  specs: new Map(Object.entries(states).map(([name, state]) => [name, [spec(name, state)]])),
  failedNodes: [],
  ...change,
});
const many = (count: number, state: CaseState, prefix: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, state]));

describe('the specs that are retried', () => {
  test('are the failed ones, sorted, but not interrupted, skipped or exempted ones', () => {
    const states = {
      b: 'failed',
      a: 'timedout',
      c: 'panicked',
      d: 'interrupted',
      e: 'skipped',
      f: 'passed',
      g: 'failed',
    };
    expect(specsToTryAgain(report(states as Record<string, CaseState>), new Set(['g']))).toEqual({
      specs: ['a', 'b', 'c'],
      notBecause: '',
    });
  });

  test('are none if most of the specs that ran failed, and the reason says so', () => {
    const states = { ...many(6, 'failed', 'f'), ...many(4, 'passed', 'p'), ...many(90, 'skipped', 's') };
    expect(specsToTryAgain(report(states), new Set())).toEqual({
      specs: [],
      notBecause: '6 of the 10 specs that ran have failed, which is not a flake',
    });
  });

  test('are counted without exempted specs in both numbers, and the reason says so', () => {
    const states = { ...many(6, 'failed', 'f'), ...many(5, 'passed', 'p'), ...many(2, 'failed', 'w') };
    expect(specsToTryAgain(report(states), new Set(['w0', 'w1', 'p0'])).notBecause).toBe(
      '6 of the 10 specs that ran without a waiver have failed, which is not a flake',
    );
  });

  test.each([
    ['few failed, even if no other ran', many(5, 'failed', 'f')],
    ['half of the specs that ran failed', { ...many(6, 'failed', 'f'), ...many(6, 'passed', 'p') }],
  ])('are all failed ones if %s', (_what, states) => {
    expect(specsToTryAgain(report(states), new Set()).specs.length).toBeGreaterThan(4);
  });
});

describe('the reports of several attempts', () => {
  test('are merged into one, with the last state of each spec in which it ran', () => {
    const first = report({ a: 'passed', b: 'failed', c: 'skipped' }, { failedNodes: [spec('[AfterSuite]', 'failed')] });
    const second = report({ a: 'skipped', b: 'passed', c: 'skipped' }, { specialFailureReason: 'Interrupted' });
    const merged = mergedReport([first, second]);
    const states = [...(merged?.specs ?? [])].map(([name, results]) => [name, results[0]?.state]);
    expect(Object.fromEntries(states)).toEqual({ a: 'passed', b: 'passed', c: 'skipped' });
    expect(merged).toMatchObject({ dryRun: false, specialFailureReason: 'Interrupted' });
    expect(merged?.failedNodes).toHaveLength(1);
  });

  test('give null if there are none', () => {
    expect(mergedReport([])).toBeNull();
  });
});
