import { type Finding, finding } from '../verdict/finding.ts';
import type { CheckVerdict } from './check-verdict.ts';

/** A check that a clause rests on could not answer its question. */
export function undecidedCheck({ id, text, evidence }: Pick<CheckVerdict, 'id' | 'text' | 'evidence'>): Finding {
  return finding('check-undecided', {
    text: `The check ${id} could not answer its question. ${text}`,
    remedy: 'Remove the cause and run the plugin again.',
    evidence,
  });
}
