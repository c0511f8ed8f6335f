import { describe, expect, test } from '@jest/globals';
import { SecondProbeReader } from '../../../../src/runner/suite/second-probe-reader.ts';

const READY = '  I1124 23:59:58.500000      24 test_helper.go:95] server 81->80,TCP is ready';
const STEP = '  STEP: Validating reachability matrix... (FIRST TRY) @ 11/24/26 23:59:59.5';
const klog = (text: string, time = '00:00:09.750000') => `  I1125 ${time}      24 test_helper.go:119] ${text}`;
const wrong = (from: string, to: string, expected: 'allowed' | 'blocked') => [
  klog(`Validation of ${from} -> ${to} FAILED !!!`),
  klog('error <nil> '),
  klog(
    `Expected ${expected} pod connection was instead OTHER --- run 'kubectl exec a -n x -- /agnhost connect 10.0.0.1:80 --timeout=3s --protocol=tcp'`,
  ),
];
const SECOND = klog('failed first probe 2 wrong results ... retrying (SECOND TRY)');
const VALID = klog('VALIDATION SUCCESSFUL', '00:00:12.000000');

const read = (...lines: string[]) => {
  const reader = new SecondProbeReader();
  return lines.flatMap((line) => reader.read(line) ?? []);
};

describe("upstream's second probe", () => {
  test('is recognised with its duration, even past midnight', () => {
    expect(read(READY, STEP, ...wrong('x/a', 'y/b', 'allowed'), SECOND, VALID)).toEqual([
      { seconds: 12.5, leaked: false },
    ]);
  });

  test('is a leak if a connection was open that should have been blocked', () => {
    const lines = [STEP, ...wrong('x/a', 'y/b', 'allowed'), ...wrong('x/a', 'x/b', 'blocked'), SECOND, VALID];
    expect(read(...lines)).toEqual([{ seconds: 12.5, leaked: true }]);
  });

  test('is not a leak if the connection was one of a pod to itself, or was wrong only later', () => {
    expect(read(STEP, ...wrong('x/a', 'x/a', 'blocked'), SECOND, VALID)).toMatchObject([{ leaked: false }]);
    expect(read(STEP, SECOND, ...wrong('x/a', 'x/b', 'blocked'), VALID)).toMatchObject([{ leaked: false }]);
  });

  test('is counted for each validation separately', () => {
    expect(
      read(STEP, ...wrong('x/a', 'x/b', 'blocked'), SECOND, VALID, STEP, VALID, STEP, SECOND, VALID),
    ).toMatchObject([{ leaked: true }, { leaked: false }]);
  });

  test.each([
    ['the first probe was right', [STEP, VALID]],
    ['the second probe was wrong as well', [STEP, SECOND, klog('[FAILED] Had 1 wrong results in reachability matrix')]],
  ])('is not reported if %s', (_what, lines) => {
    expect(read(...lines)).toEqual([]);
  });

  test('has no duration if the lines have no time', () => {
    expect(read('STEP: Validating reachability matrix... (FIRST TRY)', SECOND, VALID)).toEqual([
      { seconds: null, leaked: false },
    ]);
  });
});
