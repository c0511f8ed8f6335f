import { describe, expect, test } from '@jest/globals';
import { secondsLeft } from '../../../src/runner/deadline.ts';

const startedAt = new Date('2026-11-24T12:00:00Z');

describe('the time that Sonobuoy leaves the runner', () => {
  test.each([
    ['most of it, at first', 21600, '2026-11-24T12:00:20Z', 21450],
    ['less, if the runner begins later', 21600, '2026-11-24T17:00:00Z', 3470],
    ['always enough to begin', 60, '2026-11-24T12:00:20Z', 10],
  ])('is %s', (_what, timeoutSeconds, now, seconds) => {
    expect(secondsLeft({ timeoutSeconds, startedAt }, 40, new Date(now))).toBe(seconds);
  });
});
