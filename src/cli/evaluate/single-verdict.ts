import type { Verdict } from '../../../results-parsers/index.ts';
import { tell } from '../../terminal.ts';
import type { Assignment, EvaluationSettings } from './evaluate-one.ts';

/** The verdict on an archive, or how a command without one ends: then standard error has said why. */
export type SingleVerdict = { verdict: Verdict } | { ending: 'unusable' | 'defect' };

/** Evaluates an archive without a report, like `evaluate`: one that may need much memory gets a thread of its own. */
export async function singleVerdict(
  assignment: Assignment,
  options: Omit<EvaluationSettings, 'formats' | 'look' | 'printed' | 'handsOverVerdict'>,
): Promise<SingleVerdict> {
  const { evaluations } = await import('./evaluations.ts');
  const settings = { ...options, formats: [], look: { colour: false, verbose: false }, handsOverVerdict: true };
  const { archive } = assignment;
  const assignments = { archives: [archive], problems: new Map<string, string>(), assignmentOf: () => assignment };
  for await (const evaluation of evaluations(assignments, settings, 1)) {
    if ('complaint' in evaluation) {
      tell(evaluation.complaint);
      return { ending: evaluation.ending };
    }
    if (evaluation.verdict !== null) return { verdict: evaluation.verdict };
  }
  throw new Error(`expected a verdict on ${archive}, found none`);
}
