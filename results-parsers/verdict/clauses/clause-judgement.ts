import type { CheckVerdict } from '../../documents/checks/check-verdict.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { ClauseOutcome } from '../../documents/verdict/verdict.ts';

/** What the checks of a clause say about it. */
export type ClauseJudgement = { outcome: ClauseOutcome; findings: Finding[] };

/** A check that a clause rests on could not answer its question. */
export function undecidedCheck({ id, text, evidence }: Pick<CheckVerdict, 'id' | 'text' | 'evidence'>): Finding {
  return finding('check-undecided', {
    text: `The check ${id} could not answer its question. ${text}`,
    remedy: 'Remove the cause and run the plugin again.',
    evidence,
  });
}
