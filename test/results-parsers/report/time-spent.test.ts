import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import { timeSpent } from '../../../results-parsers/report/time-spent.ts';
import { checkVerdicts } from '../building/check-verdicts.ts';

type Span = [startedAt: string | null, endedAt: string | null];

const at = (time: string | null): string | null => time && `2026-11-24T${time}Z`;

function spent(run: Span, attempts: readonly Span[] = [], checks: readonly (number | null)[] = []): string | null {
  const [check] = checkVerdicts;
  if (check === undefined) throw new Error('expected a check to build on');
  const attempt = ([startedAt, endedAt]: Span, index: number): Verdict['run']['attempts'][number] => ({
    number: index + 1,
    junit: [],
    focus: null,
    skip: null,
    processes: null,
    flakeAttempts: null,
    startedAt: at(startedAt),
    endedAt: at(endedAt),
  });
  return timeSpent({
    run: {
      id: null,
      sonobuoyVersion: null,
      sessionId: null,
      evidence: { runRecord: null, sonobuoyConfig: null },
      ending: null,
      startedAt: at(run[0]),
      endedAt: at(run[1]),
      attempts: attempts.map(attempt),
    },
    checks: checks.map((seconds, index) => ({ ...check, id: `check-${index + 1}`, seconds })),
  });
}

describe('the summary of the time that a run took', () => {
  test.each<[string, string | null, string | null]>([
    [
      'names each attempt and each check, and the rest',
      spent(
        ['10:00:00', '10:08:25'],
        [
          ['10:00:20', '10:05:20'],
          ['10:05:25', '10:06:26'],
        ],
        [90, 3],
      ),
      '8 min 25 s: specs 5 min 0 s, specs again 1 min 1 s, check-1 1 min 30 s, check-2 3 s, the rest 51 s',
    ],
    [
      'leaves out parts that took no time, or an unknown time',
      spent(['10:00:00', '10:01:00'], [[null, null]], [0.2, null]),
      '1 min 0 s',
    ],
    [
      'has no rest if parts overlap',
      spent(['10:00:00', '10:01:00'], [['10:00:00', '10:01:00']], [30]),
      '1 min 0 s: specs 1 min 0 s, check-1 30 s',
    ],
    ['gives an hour in minutes', spent(['10:00:00', '11:00:05']), '60 min 5 s'],
    ['gives no time as 0 s', spent(['10:00:00', '10:00:00']), '0 s'],
    ['is null without a start', spent([null, '10:00:00']), null],
    ['is null without an end', spent(['10:00:00', null]), null],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});
