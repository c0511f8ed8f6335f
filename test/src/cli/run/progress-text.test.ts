import { describe, expect, test } from '@jest/globals';
import {
  activity,
  activityAlone,
  bar,
  clock,
  counts,
  currentSpecs,
  estimate,
  specInWords,
} from '../../../../src/cli/run/progress-text.ts';
import type { RunSnapshot } from '../../../../src/sonobuoy/run-observer.ts';

const snapshot = (changes: Partial<RunSnapshot> = {}): RunSnapshot => ({
  phase: 'testing',
  elapsedSeconds: 60,
  quietSeconds: 0,
  total: 40,
  passed: 9,
  failed: 1,
  message: '',
  running: [],
  mustSoFar: null,
  secondsLeft: null,
  obstacle: null,
  ...changes,
});

describe('the progress of a run', () => {
  test.each([
    [0, '0:00'],
    [61.9, '1:01'],
    [3723, '1:02:03'],
  ])('after %d seconds shows the time %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  test('is counted', () => {
    expect(counts(snapshot())).toBe('10 of 40 specs, 9 passed, 1 failed');
    expect(counts(snapshot({ total: 1, passed: 1, failed: 0 }))).toBe('1 of 1 spec, 1 passed, 0 failed');
  });

  test.each([
    [{ total: 0, passed: 0, failed: 0 }, '[------------]'],
    [{}, '[###---------]'],
    [{ passed: 39 }, '[############]'],
    [{ passed: 50 }, '[############]'],
  ])('is drawn to scale: %j', (changes, text) => {
    expect(bar(snapshot(changes))).toBe(text);
  });

  test.each([
    [{}, 'about 3 min left'],
    [{ passed: 29 }, 'about 20 s left'],
    [{ elapsedSeconds: 3600 }, 'about 3 h left'],
    [{ passed: 39 }, null],
    [{ elapsedSeconds: 20 }, null],
    [{ passed: 1 }, null],
    [{ phase: 'collecting' as const }, null],
    // The last specs are already running, and may take minutes.
    [{ passed: 37, running: ['a', 'b'] }, null],
    [{ passed: 37, running: ['a'] }, 'about 10 s left'],
    [{ passed: 37, quietSeconds: 60 }, 'no spec has finished for 1 min'],
    [{ passed: 37, quietSeconds: 659 }, 'no spec has finished for 10 min'],
    // After the last spec, our own checks run.
    [{ passed: 39, quietSeconds: 659 }, null],
    [{ passed: 39, secondsLeft: 84 }, 'about 80 s left'],
    [{ passed: 39, secondsLeft: 84, phase: 'collecting' as const }, null],
    [{ passed: 37, quietSeconds: 600, phase: 'collecting' as const }, null],
  ])('is estimated only if there is a basis for an estimate: %j', (changes, text) => {
    expect(estimate(snapshot(changes))).toBe(text);
  });

  test.each([
    [
      '[sig-network] Netpol [LinuxOnly] NetworkPolicy should do [Feature:NetworkPolicy]',
      'Netpol NetworkPolicy should do',
    ],
    ['[sig-network] Netpol NetworkPolicy should do [Feat', 'Netpol NetworkPolicy should do'],
  ])('names a failed spec without its tags: %s', (name, text) => {
    expect(specInWords(name)).toBe(text);
  });

  const NAME =
    '[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should do [Feature:NetworkPol';

  test.each([
    [{}, ['using UDP should do']],
    [{ phase: 'stopping' as const }, []],
    [{ obstacle: 'no answer' }, []],
  ])('names the running specs, if they are known, without their common beginning: %j', (changes, specs) => {
    expect(currentSpecs(snapshot({ running: [NAME], ...changes }))).toEqual(specs);
  });

  test('can be shown without its counts', () => {
    expect(activityAlone(snapshot({ message: 'failed specs again, running; 3 of 4' }))).toBe(
      'failed specs again, running',
    );
  });

  test.each([
    [{ phase: 'starting' as const }, 'starting the pods'],
    [{ phase: 'starting' as const, message: 'preflight' }, 'preflight'],
    [{}, 'testing'],
    [{ message: 'attempt 2' }, 'attempt 2'],
    [{ message: 'a\x1b[2Jb' }, 'a\\u001b[2Jb'],
    [{ phase: 'collecting' as const, message: 'ended' }, 'Sonobuoy packs the archive'],
    [{ obstacle: 'cannot pull x' }, 'waiting: cannot pull x'],
  ])('is put into words: %j', (changes, text) => {
    expect(activity(snapshot(changes))).toBe(text);
  });
});
