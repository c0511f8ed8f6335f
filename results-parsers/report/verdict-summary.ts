import type { Verdict } from '../documents/verdict/verdict.ts';
import { printable } from './layout.ts';
import { leadOf } from './lead.ts';
import { verdictPhrase } from './verdict-facts.ts';

/** Characters of a reason; the reports have it in full. */
const LONGEST_REASON = 300;

/** One line: the verdict, with the number of its waived specs, or the first reason why it is not compliant. */
export function verdictSummary(verdict: Verdict): string {
  const phrase = verdictPhrase(verdict).toLowerCase();
  if (verdict.verdict === 'compliant') return phrase;
  const { groups, why } = leadOf(verdict);
  const [first, ...others] = groups;
  const reason = printable(first?.cause.text ?? why);
  const shown = reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}...` : reason;
  return `${phrase}: ${shown}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}
