import type { Verdict } from '../documents/verdict/verdict.ts';
import { durationInWords } from './duration.ts';

type Timed = Pick<Verdict, 'run' | 'checks'>;

/** `8 min 25 s: specs 6 min 0 s, ingress 1 min 40 s, the rest 45 s`; null: when the run began or ended is not known. */
export function timeSpent({ run, checks }: Timed): string | null {
  const all = secondsBetween(run);
  if (all === null) return null;
  const parts = [
    ...run.attempts.map((attempt, index) => ({
      what: index === 0 ? 'specs' : 'specs again',
      seconds: secondsBetween(attempt) ?? 0,
    })),
    ...checks.map(({ id, seconds }) => ({ what: id, seconds: seconds ?? 0 })),
  ].filter(({ seconds }) => Math.round(seconds) > 0);
  const rest = all - parts.reduce((sum, { seconds }) => sum + seconds, 0);
  // If parts were under way at the same time, there is no remainder to report.
  const named = Math.round(rest) > 0 ? [...parts, { what: 'the rest', seconds: rest }] : parts;
  const words = named.map(({ what, seconds }) => `${what} ${durationInWords(seconds)}`);
  return [durationInWords(all), ...(parts.length === 0 ? [] : [words.join(', ')])].join(': ');
}

function secondsBetween({ startedAt, endedAt }: { startedAt: string | null; endedAt: string | null }): number | null {
  return startedAt === null || endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}
