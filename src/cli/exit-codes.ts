import type { VerdictWord } from '../../results-parsers/index.ts';

/** The exit codes of the process. SCS's pipeline already knows 0, 3 and 112. */
export const exitCodes = {
  compliant: 0,
  'non-compliant': 3,
  inconclusive: 112,
  /** Wrong usage or unreadable input. */
  unusable: 2,
  defect: 1,
  /** For a run that goes on without us. */
  started: 0,
  /** For comparisons. `undecided`: there is a difference, which proves nothing. */
  same: 0,
  different: 3,
  undecided: 112,
} as const satisfies Record<
  VerdictWord | 'unusable' | 'defect' | 'started' | 'same' | 'different' | 'undecided',
  number
>;

export type Ending = keyof typeof exitCodes;

/** How the evaluation of an archive ends. */
export type EvaluationEnding = VerdictWord | 'unusable' | 'defect';

/**
 * The worst first. A proven failure outweighs everything else: a defect of ours does not disprove it, and an input that cannot be read may not
 * even be an archive.
 */
const fromWorst: readonly EvaluationEnding[] = ['non-compliant', 'defect', 'unusable', 'inconclusive', 'compliant'];

/** The ending that stands for several. */
export function worstOf(endings: readonly EvaluationEnding[]): EvaluationEnding {
  return fromWorst.find((ending) => endings.includes(ending)) ?? 'compliant';
}
