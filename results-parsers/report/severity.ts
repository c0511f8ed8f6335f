import type { CheckPart, CheckVerdict } from '../documents/checks/check-verdict.ts';
import type { Effect } from '../documents/verdict/finding.ts';
import type { SpecOutcome } from '../documents/verdict/spec-outcome.ts';
import type { ClauseOutcome, ClauseVerdict, VerdictWord } from '../documents/verdict/verdict.ts';
import { decidesVerdict } from '../standard/levels.ts';

/**
 * How strongly something should catch the reader's eye, in any format.
 *
 * - `note`: worth reading, and neither good nor bad.
 * - `quiet`: not to draw the eye.
 */
export type Tone = 'good' | 'bad' | 'unsure' | 'note' | 'quiet';

type AnyLevel = CheckVerdict['level'];

export const verdictTones: Readonly<Record<VerdictWord, Tone>> = {
  compliant: 'good',
  'non-compliant': 'bad',
  inconclusive: 'unsure',
};

/**
 * A failed MUST has a tone that nothing else has. A SHOULD that is not satisfied is worth a look; an unused MAY is not, nor
 * is a clause that never changes the verdict and of which nothing is known.
 */
export function clauseTone({ level, outcome }: Pick<ClauseVerdict, 'level' | 'outcome'>): Tone {
  if (outcome === 'not-satisfied') return lacking[level];
  return outcome === 'undetermined' && !decidesVerdict(level) ? 'quiet' : outcomeTones[outcome];
}

/** The severity of a finding about a clause of this level. */
export function findingTone(effect: Effect, level: AnyLevel): Tone {
  return effect === 'fails' ? lacking[level] : effectTones[effect];
}

/** The severity of the answer of one of our checks, or of a part of it. */
export function answerTone(answer: CheckPart['answer'], level: AnyLevel): Tone {
  return answer === 'no' ? lacking[level] : answerTones[answer];
}

const lacking: Readonly<Record<AnyLevel, Tone>> = { MUST: 'bad', SHOULD: 'unsure', advisory: 'unsure', MAY: 'note' };

const outcomeTones: Readonly<Record<Exclude<ClauseOutcome, 'not-satisfied'>, Tone>> = {
  satisfied: 'good',
  'partly-satisfied': 'unsure',
  declared: 'note',
  undetermined: 'unsure',
};

const effectTones: Readonly<Record<Exclude<Effect, 'fails'>, Tone>> = {
  voids: 'unsure',
  undetermines: 'unsure',
  advises: 'note',
};

const answerTones: Readonly<Record<Exclude<CheckPart['answer'], 'no'>, Tone>> = {
  yes: 'good',
  unknown: 'unsure',
  'not-applicable': 'note',
  reported: 'note',
};

export const specTones: Readonly<Record<SpecOutcome, Tone>> = {
  passed: 'good',
  flaky: 'unsure',
  failed: 'bad',
  waived: 'note',
  skipped: 'unsure',
  missing: 'unsure',
  'timed-out': 'unsure',
  interrupted: 'unsure',
};

/** What stands before a finding in plain text. */
export const findingMarks: Readonly<Record<Effect, string>> = {
  fails: 'x',
  voids: '!',
  undetermines: '?',
  advises: 'i',
};

/** What a document calls `not-satisfied`, as people write it. */
export function inWords(term: string): string {
  return term.replace('-', ' ');
}
