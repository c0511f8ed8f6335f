import type { LeniencyOptions } from '../../results-parsers/index.ts';
import type { EvaluationLimits } from '../../results-parsers/limits.ts';
import type { Look } from '../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../results-parsers/report/formats.ts';
import { evaluateInput, STANDARD_INPUT } from './evaluate-input.ts';
import type { EvaluationEnding } from './exit-codes.ts';
import { usable } from './usable-or-told.ts';

/** How each archive of a command line is evaluated and reported: plain data, which can be handed to another thread. */
export type EvaluationSettings = LeniencyOptions & {
  formats: readonly VerdictFormat[];
  look: Look;
  /** How the text looks that is wanted besides, if it is. */
  printed?: Look | null;
  /** What the archives are called, if more than the last part of the path. */
  names?: ReadonlyMap<string, string>;
  toolVersion: string;
  plugin?: string;
  kubernetes?: string;
  limits: Partial<EvaluationLimits>;
};

/** The verdict on an archive in each of the formats. `printed`: its text, empty if nobody wants it besides. */
export type ReportedVerdict = { archive: string; ending: EvaluationEnding; printed: string; reports: string[] };

/** What there is to print of an archive: reports, or the complaint for standard error. */
export type PrintedEvaluation = ReportedVerdict | { archive: string; ending: 'unusable'; complaint: string };

/** Throws what is a defect. */
export async function evaluateOne(archive: string, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  const { formats, look, printed = null, names, ...options } = settings;
  const renders = await Promise.all(formats.map((format) => verdictFormats[format].load()));
  const print = printed === null ? null : await verdictFormats.text.load();
  const name = archive === STANDARD_INPUT ? undefined : names?.get(archive);
  const result = await usable(archive, 'an archive', async () => {
    const verdict = await evaluateInput(archive, { ...options, ...(name === undefined ? {} : { archiveName: name }) });
    const named = archive === STANDARD_INPUT ? {} : { archive };
    return {
      ending: verdict.verdict,
      printed: print?.(verdict, { verbose: false, colour: false, ...printed, ...named }) ?? '',
      reports: renders.map((render) => render(verdict, { ...look, ...named })),
    };
  });
  if ('complaint' in result) return { archive, ending: 'unusable', complaint: result.complaint };
  return { archive, ...result.value };
}
