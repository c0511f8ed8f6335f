import { describe, expect, test } from '@jest/globals';
import type { ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import { isSettled } from '../../../../src/checks/probe/settled.ts';

type Result = ProbeAttempt['result'];

function settled(results: readonly Result[], expected: 'open' | 'blocked' | null, isTimeUp: boolean): boolean {
  return isSettled(
    results.map((result) => ({ result })),
    expected,
    isTimeUp,
  );
}

describe('while there is time, a connection is retried', () => {
  test.each<[Result[], 'open' | 'blocked' | null]>([
    [['timeout'], 'blocked'],
    [['open'], 'blocked'],
    [['open', 'timeout'], 'blocked'],
    [['timeout', 'timeout'], 'open'],
    [['timeout', 'timeout'], null],
    [['error'], 'open'],
  ])('after %j if it should be %s', (results, expected) => {
    expect(settled(results, expected, false)).toBe(false);
  });
});

describe('a connection is not retried', () => {
  test.each<[Result[], 'open' | 'blocked' | null]>([
    [['open'], 'open'],
    [['timeout', 'open'], 'open'],
    [['timeout', 'timeout'], 'blocked'],
    [['open', 'timeout', 'timeout'], 'blocked'],
    [['open'], null],
  ])('after %j if it should be %s', (results, expected) => {
    expect(settled(results, expected, false)).toBe(true);
  });
});

describe('when the time is up, a connection is tried once more', () => {
  test.each<[Result[], 'open' | 'blocked']>([
    [['timeout'], 'open'],
    [['timeout'], 'blocked'],
    [['open', 'open', 'timeout'], 'blocked'],
    [['open', 'timeout'], 'open'],
  ])('after %j, because a single attempt would otherwise make it blocked, if it should be %s', (results, expected) => {
    expect(settled(results, expected, true)).toBe(false);
  });

  test.each<[Result[], 'open' | 'blocked']>([
    [['open'], 'blocked'],
    [['timeout', 'timeout'], 'open'],
    [['timeout', 'error'], 'open'],
    [['error'], 'blocked'],
  ])('but not after %j, if it should be %s', (results, expected) => {
    expect(settled(results, expected, true)).toBe(true);
  });
});
