import { type LeniencyOptions, type Verdict, verdictJson, verdictText } from '../../results-parsers/index.ts';
import type { EvaluationLimits } from '../../results-parsers/limits.ts';
import { evaluateInput } from './evaluate-input.ts';
import type { EvaluationEnding } from './exit-codes.ts';
import { usable } from './usable-or-told.ts';

export type Format = 'text' | 'json';

/** How each archive of a command line is evaluated and reported: plain data, which can be handed to another thread. */
export type EvaluationSettings = LeniencyOptions & {
  format: Format;
  toolVersion: string;
  plugin?: string;
  limits: Partial<EvaluationLimits>;
};

/** What there is to print of an archive: the report for standard output, or the complaint for standard error. */
export type PrintedEvaluation =
  | { ending: EvaluationEnding; report: string }
  | { ending: 'unusable'; complaint: string };

const reports: Record<Format, (verdict: Verdict) => string> = { text: verdictText, json: verdictJson };

/** Throws what is a defect. */
export async function evaluateOne(archive: string, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  const { format, ...options } = settings;
  const result = await usable(archive, 'an archive', () => evaluateInput(archive, options));
  if ('complaint' in result) return { ending: 'unusable', complaint: result.complaint };
  return { ending: result.value.verdict, report: reports[format](result.value) };
}
