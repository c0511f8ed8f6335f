import type { CheckPart, CheckVerdict } from '../../documents/checks/check-verdict.ts';
import type { Effect } from '../../documents/verdict/finding.ts';
import type { SpecOutcome } from '../../documents/verdict/spec-outcome.ts';
import type { ClauseOutcome, ClauseVerdict, VerdictWord } from '../../documents/verdict/verdict.ts';
import { isUnusedOption } from '../../standard/levels.ts';
import { answerTone, clauseTone, findingTone, inWords, specTones, type Tone, verdictTones } from '../severity.ts';
import type { Glyph } from './glyphs.ts';

type Level = CheckVerdict['level'];

/** The classes of the style sheet that colour something. */
type Colour = Exclude<Tone, 'note'>;

export type Look = { tone: Colour; glyph: Glyph };

export function verdictLook(verdict: VerdictWord): Look {
  const glyphs = { compliant: 'yes', 'non-compliant': 'no', inconclusive: 'unknown' } as const;
  return look(verdictTones[verdict], glyphs[verdict]);
}

export function clauseLook(clause: Pick<ClauseVerdict, 'level' | 'outcome'>): Look {
  const { level, outcome } = clause;
  return look(clauseTone(clause), outcome === 'not-satisfied' ? lackingGlyphs[level] : clauseGlyphs[outcome]);
}

export function findingLook(effect: Effect, level: Level): Look {
  return look(findingTone(effect, level), effect === 'fails' ? lackingGlyphs[level] : findingGlyphs[effect]);
}

export function answerLook(answer: CheckPart['answer'], level: Level): Look {
  return look(answerTone(answer, level), answer === 'no' ? lackingGlyphs[level] : answerGlyphs[answer]);
}

export function specLook(outcome: SpecOutcome): Look {
  return look(specTones[outcome], specGlyphs[outcome]);
}

/** An unused MAY is not a fault. */
export function outcomeWords(clause: Pick<ClauseVerdict, 'level' | 'outcome'>): string {
  return isUnusedOption(clause) ? 'not used (optional)' : inWords(clause.outcome);
}

/** On a page, a note looks as quiet as something that is not known. */
function look(tone: Tone, glyph: Glyph): Look {
  return { tone: tone === 'note' ? 'quiet' : tone, glyph };
}

const lackingGlyphs: Readonly<Record<Level, Glyph>> = {
  MUST: 'no',
  SHOULD: 'waived',
  advisory: 'waived',
  MAY: 'waived',
};

const clauseGlyphs: Readonly<Record<Exclude<ClauseOutcome, 'not-satisfied'>, Glyph>> = {
  satisfied: 'yes',
  'partly-satisfied': 'flaky',
  declared: 'note',
  undetermined: 'unknown',
};

const findingGlyphs: Readonly<Record<Exclude<Effect, 'fails'>, Glyph>> = {
  voids: 'unknown',
  undetermines: 'unknown',
  advises: 'note',
};

const answerGlyphs: Readonly<Record<Exclude<CheckPart['answer'], 'no'>, Glyph>> = {
  yes: 'yes',
  unknown: 'unknown',
  'not-applicable': 'waived',
  reported: 'note',
};

const specGlyphs: Readonly<Record<SpecOutcome, Glyph>> = {
  passed: 'yes',
  flaky: 'flaky',
  failed: 'no',
  waived: 'waived',
  skipped: 'unknown',
  missing: 'unknown',
  'timed-out': 'unknown',
  interrupted: 'unknown',
};
