import type { CheckPart } from '../../checks/check-verdict.ts';
import type { Effect } from '../../verdict/finding.ts';
import type { SpecOutcome } from '../../verdict/spec-outcome.ts';
import type { ClauseOutcome, VerdictWord } from '../../verdict/verdict.ts';
import type { Glyph } from './glyphs.ts';

/** The classes of the style sheet that colour something. */
export type Tone = 'good' | 'bad' | 'unsure' | 'quiet';

export type Look = { tone: Tone; glyph: Glyph };

export const verdictLooks: Readonly<Record<VerdictWord, Look>> = {
  compliant: { tone: 'good', glyph: 'yes' },
  'non-compliant': { tone: 'bad', glyph: 'no' },
  inconclusive: { tone: 'unsure', glyph: 'unknown' },
};

export const clauseLooks: Readonly<Record<ClauseOutcome, Look>> = {
  satisfied: { tone: 'good', glyph: 'yes' },
  'not-satisfied': { tone: 'bad', glyph: 'no' },
  'partly-satisfied': { tone: 'unsure', glyph: 'flaky' },
  declared: { tone: 'quiet', glyph: 'note' },
  undetermined: { tone: 'quiet', glyph: 'unknown' },
};

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

export const answerLooks: Readonly<Record<CheckPart['answer'], Look>> = {
  yes: { tone: 'good', glyph: 'yes' },
  no: { tone: 'bad', glyph: 'no' },
  unknown: { tone: 'unsure', glyph: 'unknown' },
  'not-applicable': { tone: 'quiet', glyph: 'waived' },
  reported: { tone: 'quiet', glyph: 'note' },
};
