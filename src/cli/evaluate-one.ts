import type { LeniencyOptions } from '../../results-parsers/index.ts';
import type { EvaluationLimits } from '../../results-parsers/limits.ts';
import type { Look } from '../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../results-parsers/report/formats.ts';
import { evaluateInput } from './evaluate-input.ts';
import type { EvaluationEnding } from './exit-codes.ts';
import { usable } from './usable-or-told.ts';

/** How each archive of a command line is evaluated and reported: plain data, which can be handed to another thread. */
export type EvaluationSettings = LeniencyOptions & {
  formats: readonly VerdictFormat[];
  look: Look;
  toolVersion: string;
  plugin?: string;
  limits: Partial<EvaluationLimits>;
};

/** The verdict on an archive in each of the formats. */
export type ReportedVerdict = { archive: string; ending: EvaluationEnding; reports: string[] };

/** What there is to print of an archive: reports, or the complaint for standard error. */
export type PrintedEvaluation = ReportedVerdict | { archive: string; ending: 'unusable'; complaint: string };

/** Throws what is a defect. */
export async function evaluateOne(archive: string, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  const { formats, look, ...options } = settings;
  const renders = await Promise.all(formats.map((format) => verdictFormats[format].load()));
  const result = await usable(archive, 'an archive', async () => {
    const verdict = await evaluateInput(archive, options);
    return { ending: verdict.verdict, reports: renders.map((render) => render(verdict, look)) };
  });
  if ('complaint' in result) return { archive, ending: 'unusable', complaint: result.complaint };
  return { archive, ...result.value };
}
