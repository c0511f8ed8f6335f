import { styleText } from 'node:util';
import type { Effect } from '../documents/verdict/finding.ts';
import type { ClauseOutcome, ClauseVerdict, VerdictWord } from '../documents/verdict/verdict.ts';

/** What a line of text tells of, where a terminal can show it. */
export type Tone = 'good' | 'bad' | 'unsure' | 'strong' | 'plain' | 'quiet';

export type Paint = (lines: readonly string[], tone: Tone) => string[];

const styles = {
  good: ['green'],
  bad: ['red'],
  unsure: ['yellow'],
  strong: ['bold'],
  plain: [],
  quiet: ['dim'],
} as const satisfies Record<Tone, readonly Parameters<typeof styleText>[0][]>;

/** Lines are painted once they have their length: escape sequences take no room. */
export function paintFor({ colour }: { colour: boolean }): Paint {
  if (!colour) return (lines) => [...lines];
  // Whether there is a terminal is the caller's to know.
  return (lines, tone) => lines.map((line) => styleText([...styles[tone]], line, { validateStream: false }));
}

export const verdictTones: Readonly<Record<VerdictWord, Tone>> = {
  compliant: 'good',
  'non-compliant': 'bad',
  inconclusive: 'unsure',
};

const outcomeTones: Readonly<Record<ClauseOutcome, Tone>> = {
  satisfied: 'good',
  'not-satisfied': 'bad',
  'partly-satisfied': 'unsure',
  declared: 'plain',
  undetermined: 'unsure',
};

/** Clauses that never change the verdict do not draw the eye if nothing is known of them, nor does a MAY that is not made use of. */
export function clauseTone({ level, outcome }: Pick<ClauseVerdict, 'level' | 'outcome'>): Tone {
  if (level !== 'MUST' && outcome === 'undetermined') return 'quiet';
  return level === 'MAY' && outcome === 'not-satisfied' ? 'plain' : outcomeTones[outcome];
}

export const effectTones: Readonly<Record<Effect, Tone>> = {
  fails: 'bad',
  voids: 'unsure',
  undetermines: 'unsure',
  advises: 'plain',
};
