import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type E2eLog, e2eLogReader } from '../../../results-parsers/sonobuoy/e2e-log.ts';
import type { RetryTraces } from '../../../results-parsers/sonobuoy/retry-traces.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import { result, streamed, summary } from '../building/ginkgo-output.ts';

const one = '[sig-network] Netpol NetworkPolicy should do one thing [Feature:NetworkPolicy]';
const two = '[sig-network] Netpol [LinuxOnly] NetworkPolicy should do another [Feature:NetworkPolicy]';
const other = '[sig-apps] Deployment should roll over';

function tracesIn(text: string): RetryTraces {
  const logs: E2eLog[] = [];
  const reader = e2eLogReader((log) => logs.push(log));
  reader.write(Buffer.from(text));
  reader.end();
  return logs[0]?.retries ?? none;
}

const none = { failedTries: new Map(), named: 0, summarized: null };
const triesOf = (...tries: [string, number][]) => new Map(tries.map(([name, count]) => [specSentence(name), count]));

describe("ginkgo's output about retries", () => {
  test.each<[string, string, Partial<RetryTraces>]>([
    ['nothing', '', {}],
    ['specs that passed at once', result(one) + streamed(two) + summary(2), { summarized: 0 }],
    [
      'a spec after its result',
      result(one) + result(two, 2) + summary(2, 1),
      { failedTries: triesOf([two, 1]), named: 1, summarized: 1 },
    ],
    ['a spec before its result', streamed(one) + streamed(two, 3), { failedTries: triesOf([two, 2]), named: 1 }],
    ['a spec without a result', streamed(two, 3).replace(/↺ \[F[\s\S]*/, ''), { failedTries: triesOf([two, 2]) }],
    ['specs of several kinds', result(other, 2) + result(one, 2), { failedTries: triesOf([one, 1]), named: 2 }],
    [
      'only the spec of another kind, between specs that passed at once',
      streamed(one) + streamed(other, 2) + streamed(two),
      { named: 1 },
    ],
    ['a spec twice', result(one, 3) + result(one, 2), { failedTries: triesOf([one, 2]), named: 2 }],
    ['a spec that failed in the end', result(one).replace('•', '• [FAILED]'), {}],
    [
      'a result in colours',
      result(one, 2).replace('↺', '\u001b[38;5;11m↺').replace('seconds]', 'seconds]\u001b[0m'),
      { failedTries: triesOf([one, 1]), named: 1 },
    ],
    ['a result as Windows shows it', result(one, 2).replace('↺', 'R'), { failedTries: triesOf([one, 1]), named: 1 }],
    ['no spec for indented text', result(one, 2).replaceAll(/^/gm, '  '), {}],
    [
      'no spec for a header without a name',
      `${result(one, 2).split('\n').slice(0, 2).join('\n')}\nSSSS\n${one}\n`,
      { named: 1 },
    ],
    [
      'no spec that passed after zero attempts',
      `${'-'.repeat(30)}\n• [FLAKEY TEST - TOOK 0 ATTEMPTS TO PASS] [1.0 seconds]\n${one}\n`,
      {},
    ],
    ['no spec for a retry without a name', '  Attempt #1 Failed.  Retrying ↺ @ 11/24/26\n', {}],
    [
      'no spec for a retry after the end of a spec',
      `${streamed(one)}\n  Attempt #1 Failed.  Retrying ↺ @ 11/24/26\n`,
      {},
    ],
  ])('names %s', (_what, text, traces) => {
    expect(tracesIn(text)).toEqual({ ...none, ...traces });
  });

  test('is kept for a thousand specs, and counted for all', () => {
    const text = Array.from({ length: 1100 }, (_, index) => result(`Netpol should ${index}`, 2)).join('');
    const { failedTries, named } = tracesIn(text);
    expect([failedTries.size, named]).toEqual([1000, 1100]);
  });

  test('can be looked for in any text', () => {
    const pieces = fc.constantFrom(
      ...result(one, 2).split('\n'),
      ...streamed(two, 3).split('\n'),
      ...summary(1, 1).split('\n'),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (lines) => {
        const { failedTries, named } = tracesIn(lines.join('\n'));
        expect(failedTries.size).toBeLessThanOrEqual(2);
        expect(named).toBeLessThanOrEqual(lines.length);
      }),
    );
  });
});
