import { describe, expect, test } from '@jest/globals';
import { type E2eLog, e2eLogReader } from '../../../results-parsers/sonobuoy/e2e-log.ts';
import type { ExecTraces, SpecExecs } from '../../../results-parsers/sonobuoy/exec-traces.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import { execs, streamed, validated, verbose } from '../building/ginkgo-output.ts';
import { recordedOriginal } from '../building/originals.ts';

const { blocked, failed, fallback, repeated } = execs;
const name = '[sig-network] Netpol NetworkPolicy should deny one thing [Feature:NetworkPolicy]';
const spec = specSentence(name);

function tracesIn(text: string): ExecTraces {
  const logs: E2eLog[] = [];
  const reader = e2eLogReader((log) => logs.push(log));
  reader.write(Buffer.from(text));
  reader.end();
  return logs[0]?.execs ?? new Map();
}

const ready = 'I1122 14:19:03.768979      46 test_helper.go:95] server 81->80,TCP is ready';
const secondTry = 'failed first probe 2 wrong results ... retrying (SECOND TRY)';
const triedAgain = 'Attempt #1 Failed.  Retrying ↺ @ 11/24/26';
const of = (blockedOnes: number, unanswered: number, worst = [blockedOnes, unanswered]): Partial<SpecExecs> => ({
  blocked: blockedOnes,
  unanswered,
  worst: unanswered === 0 ? { blocked: 0, unanswered: 0 } : { blocked: worst[0] ?? 0, unanswered: worst[1] ?? 0 },
});

describe('of the connections that a spec counted as blocked', () => {
  test.each<[string, string[], Partial<SpecExecs>]>([
    [
      'each has an answer if every command ended as it does for a blocked connection',
      validated(blocked, blocked),
      of(2, 0),
    ],
    ['one has no answer if its exec failed', validated(blocked, failed), of(2, 1)],
    [
      'one has no answer if its exec fell back and nothing more is logged',
      validated(fallback, blocked, blocked),
      of(3, 1),
    ],
    [
      'not one is a connection that should be open',
      validated(blocked, repeated('TIMEOUT'), failed, repeated(''), blocked),
      of(1, 0),
    ],
    ['not one is from a try with wrong results', validated(failed, failed, secondTry, blocked), of(1, 0)],
    ['not one is from the wait for servers', [failed, repeated(''), ready, ...validated(blocked)], of(1, 0)],
    [
      'all have an answer if execs fell back and found the servers ready',
      [fallback, fallback, ready, ...validated(fallback, fallback)],
      of(0, 0),
    ],
    [
      'the step with the greatest share is the worst',
      [...validated(blocked, blocked, failed), ...validated(failed, blocked), ...validated(blocked)],
      of(6, 2, [2, 1]),
    ],
    ['those of a failed try do not count', [...validated(failed), triedAgain, ...validated(blocked)], of(1, 0)],
  ])('%s', (_what, lines, expected) => {
    for (const text of [
      verbose(name, lines),
      streamed(name).replace('  STEP: x', lines.map((l) => `  ${l}`).join('\n')),
    ])
      expect(tracesIn(text).get(spec)).toMatchObject(expected);
  });

  test('the last error of execs without an answer is reported', () => {
    const traces = tracesIn(verbose(name, [...validated(failed), ...validated(blocked), ...validated(fallback)]));
    expect(traces.get(spec)?.reason).toMatch(/^unable to upgrade .*container not found \("agnhost"\)$/);
    expect(tracesIn(verbose(name, validated(blocked))).get(spec)?.reason).toBeNull();
  });

  test('those of an earlier block are kept if a later one has others', () => {
    const lines = [...validated(blocked), triedAgain];
    expect(tracesIn(verbose(name, validated(failed)) + verbose(name, lines)).get(spec)).toMatchObject(of(1, 1));
  });

  test('not one is from a validation that did not succeed', () => {
    expect(tracesIn(verbose(name, validated(failed).slice(0, -1)))).toEqual(new Map());
  });

  test('those of specs of other areas, and lines outside of any block, are ignored', () => {
    expect(tracesIn(verbose('[sig-apps] Deployment should roll over', validated(failed)))).toEqual(new Map());
    expect(tracesIn(validated(failed).join('\n'))).toEqual(new Map());
  });

  test('those of at most 1000 specs are kept, more than any suite has', () => {
    const text = Array.from({ length: 1100 }, (_, index) => verbose(`Netpol should ${index}`, validated(failed))).join(
      '',
    );
    expect(tracesIn(text).size).toBe(1000);
  });
});

describe('in a recorded run', () => {
  const logOf = async (fixture: string): Promise<string> => {
    const { members } = await recordedOriginal(fixture);
    return members.find(({ path }) => path.endsWith('1/e2e.log'))?.content.toString('utf8') ?? '';
  };

  /** Upstream prints a table for each validation, which counts the same connections in another way. */
  const blockedInTables = (log: string): number =>
    log
      .split('VALIDATION SUCCESSFUL')
      .slice(0, -1)
      .map((one) => one.slice(one.lastIndexOf('observed:'), one.lastIndexOf('comparison:')))
      .reduce((sum, table) => sum + (table.match(/\bX\b/g)?.length ?? 0), 0);

  test.each([
    ['enforcing', 153],
    ['left-out', 153],
    ['kube-router', 104],
    ['cilium', 96],
    ['not-enforcing-all', 0],
  ])(
    'the number of blocked connections is that of the tables of %s, and each has an answer',
    async (fixture, count) => {
      const log = await logOf(fixture);
      const found = [...tracesIn(log).values()];
      expect(found.reduce((sum, one) => sum + one.blocked, 0)).toBe(count);
      expect(blockedInTables(log)).toBe(count);
      expect(found.filter(({ unanswered }) => unanswered > 0)).toEqual([]);
    },
  );

  test('a failed exec for a connection that should be open is not counted', async () => {
    const log = await logOf('left-out');
    expect(log).toContain('failed to load task: context deadline exceeded');
    const withoutItsLine = log.replace(/^.* probe #1 :: connectivity expected :: .* stderr - \n/gm, '');
    const unanswered = (text: string) => [...tracesIn(text).values()].filter((one) => one.unanswered > 0).length;
    expect([unanswered(log), unanswered(withoutItsLine)]).toEqual([0, 1]);
  });
});
