import { describe, expect, test } from '@jest/globals';
import { isAsExpected, type Probe, secondsToEnforce } from '../../../../results-parsers/documents/checks/probe.ts';
import { attempts, builtProbe } from '../../building/checks.ts';

describe('a probe is as expected', () => {
  test.each([
    ['open', 'open', true],
    ['open', 'blocked', false],
    ['blocked', 'blocked', true],
    ['blocked', 'open', false],
    ['open', 'unknown', false],
    [null, 'open', true],
    [null, 'blocked', true],
    [null, 'unknown', false],
  ] as const)('if it expected %s and observed %s: %s', (expected, observed, asExpected) => {
    expect(isAsExpected({ expected, observed })).toBe(asExpected);
  });
});

describe('the time to enforce', () => {
  const changedAt = '2026-11-22T11:09:58.000Z';
  const cases: [string, Partial<Probe>, number | null][] = [
    ['ends with the first attempt that saw the effect', { attempts: attempts('open', 'timeout', 'timeout') }, 3],
    ['is not fooled by an effect that did not stay', { attempts: attempts('timeout', 'open', 'refused') }, 4],
    ['does not count an attempt that could not be made', { attempts: attempts('error', 'timeout') }, 3],
    ['ends with the first attempt if the effect was there at once', { attempts: attempts('timeout', 'timeout') }, 2],
    ['is not known without the effect', { observed: 'open', attempts: attempts('open') }, null],
    ['is not known if no change was awaited', { changedAt: null, attempts: attempts('timeout') }, null],
    ['is not known if nothing was expected', { expected: null, attempts: attempts('timeout') }, null],
    ['is not known without attempts', { attempts: [] }, null],
    ['is never negative', { changedAt: '2026-11-22T11:11:00Z', attempts: attempts('timeout') }, 0],
  ];
  test.each(cases)('%s', (_, change, seconds) => {
    expect(secondsToEnforce(builtProbe({ expected: 'blocked', observed: 'blocked', changedAt, ...change }))).toBe(
      seconds,
    );
  });
});
