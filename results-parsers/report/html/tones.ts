import type { CheckPart, CheckVerdict } from '../../documents/checks/check-verdict.ts';
import type { Effect } from '../../documents/verdict/finding.ts';
import type { SpecOutcome } from '../../documents/verdict/spec-outcome.ts';
import type { ClauseOutcome, ClauseVerdict, VerdictWord } from '../../documents/verdict/verdict.ts';
import type { Level } from '../../standard/clauses.ts';
import type { Glyph } from './glyphs.ts';

/** The classes of the style sheet that colour something. */
export type Tone = 'good' | 'bad' | 'unsure' | 'quiet';

export type Look = { tone: Tone; glyph: Glyph };

export const verdictLooks: Readonly<Record<VerdictWord, Look>> = {
  compliant: { tone: 'good', glyph: 'yes' },
  'non-compliant': { tone: 'bad', glyph: 'no' },
  inconclusive: { tone: 'unsure', glyph: 'unknown' },
};

/** Of a MUST clause; see clauseLook for the others. */
const clauseLooks: Readonly<Record<ClauseOutcome, Look>> = {
  satisfied: { tone: 'good', glyph: 'yes' },
  'not-satisfied': { tone: 'bad', glyph: 'no' },
  'partly-satisfied': { tone: 'unsure', glyph: 'flaky' },
  declared: { tone: 'quiet', glyph: 'note' },
  undetermined: { tone: 'unsure', glyph: 'unknown' },
};

/**
 * A failed MUST has a look that nothing else has. A SHOULD that is not satisfied is worth a look, a MAY that is not made use of is not, nor
 * is an optional clause of which nothing is known.
 */
export function clauseLook({ level, outcome }: Pick<ClauseVerdict, 'level' | 'outcome'>): Look {
  if (level === 'MUST') return clauseLooks[outcome];
  if (outcome === 'undetermined') return { tone: 'quiet', glyph: 'unknown' };
  return outcome === 'not-satisfied' ? lacking(level) : clauseLooks[outcome];
}

/** A MAY that is not made use of is no failing. */
export function outcomeWords({ level, outcome }: Pick<ClauseVerdict, 'level' | 'outcome'>): string {
  return level === 'MAY' && outcome === 'not-satisfied' ? 'not used (optional)' : outcome.replace('-', ' ');
}

function lacking(level: Level | 'advisory'): Look {
  switch (level) {
    case 'MUST':
      return { tone: 'bad', glyph: 'no' };
    case 'SHOULD':
    case 'advisory':
      return { tone: 'unsure', glyph: 'waived' };
    case 'MAY':
      return { tone: 'quiet', glyph: 'waived' };
    default:
      return level satisfies never;
  }
}

/** Of a finding about a clause of this level. */
export function findingLook(effect: Effect, level: Level): Look {
  return effect === 'fails' ? lacking(level) : findingLooks[effect];
}

/** Of what one of our checks, or a part of it, answered. */
export function answerLook(answer: CheckPart['answer'], level: CheckVerdict['level']): Look {
  return answer === 'no' ? lacking(level) : answerLooks[answer];
}

export const findingLooks: Readonly<Record<Effect, Look>> = {
  fails: { tone: 'bad', glyph: 'no' },
  voids: { tone: 'unsure', glyph: 'unknown' },
  undetermines: { tone: 'unsure', glyph: 'unknown' },
  advises: { tone: 'quiet', glyph: 'note' },
};

export const specLooks: Readonly<Record<SpecOutcome, Look>> = {
  passed: { tone: 'good', glyph: 'yes' },
  flaky: { tone: 'unsure', glyph: 'flaky' },
  failed: { tone: 'bad', glyph: 'no' },
  waived: { tone: 'quiet', glyph: 'waived' },
  skipped: { tone: 'unsure', glyph: 'unknown' },
  missing: { tone: 'unsure', glyph: 'unknown' },
  'timed-out': { tone: 'unsure', glyph: 'unknown' },
  interrupted: { tone: 'unsure', glyph: 'unknown' },
};

const answerLooks: Readonly<Record<CheckPart['answer'], Look>> = {
  yes: { tone: 'good', glyph: 'yes' },
  no: { tone: 'bad', glyph: 'no' },
  unknown: { tone: 'unsure', glyph: 'unknown' },
  'not-applicable': { tone: 'quiet', glyph: 'waived' },
  reported: { tone: 'quiet', glyph: 'note' },
};
