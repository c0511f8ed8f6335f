import type { VerdictWord } from '../../results-parsers/index.ts';

/** What the process ends with. 0, 3 and 112 are what SCS's pipeline already knows. */
export const exitCodes = {
  compliant: 0,
  'non-compliant': 3,
  inconclusive: 112,
  /** Wrong usage or unreadable input. */
  unusable: 2,
  defect: 1,
  /** Of a run that is left to itself. */
  started: 0,
  /** Of what was compared. `undecided`: it differs, which proves nothing. */
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
 * The worst first. A proven failure outweighs all else: a defect of ours does not unprove it, and an input that cannot be read may not
 * even be an archive.
 */
const fromWorst: readonly EvaluationEnding[] = ['non-compliant', 'defect', 'unusable', 'inconclusive', 'compliant'];

/** The ending that stands for several. */
export function worstOf(endings: readonly EvaluationEnding[]): EvaluationEnding {
  return fromWorst.find((ending) => endings.includes(ending)) ?? 'compliant';
}
