import type { LeniencyOptions } from '../../../results-parsers/index.ts';
import type { Look } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { EvaluationLimits } from '../../../results-parsers/sonobuoy/limits.ts';
import type { EvaluationEnding } from '../exit-codes.ts';
import { evaluateInput, STANDARD_INPUT } from '../input/evaluate-input.ts';
import { type Usable, usable } from '../input/usable-or-told.ts';
import { defectText } from '../process/defect.ts';

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

/** A report in one format, or why it cannot be had, for standard error. */
export type Rendered = { text: string } | { complaint: string };

/** The verdict on an archive in each of the formats. */
export type ReportedVerdict = {
  archive: string;
  ending: EvaluationEnding;
  /** The verdict in a few words, and why it is no plain `compliant`. */
  summary: string;
  /** Null: not known. */
  clusterUid: string | null;
  /** Its text; empty if nobody wants it besides. */
  printed: string;
  reports: Rendered[];
};

/** What there is to print of an archive: reports, or the complaint for standard error. */
export type PrintedEvaluation = ReportedVerdict | { archive: string; ending: 'unusable' | 'defect'; complaint: string };

/**
 * Never rejects: what goes wrong with an archive, a defect of ours included, is said of that archive. A format that cannot be written for
 * this archive does not take the others with it.
 */
export async function evaluateOne(archive: string, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  try {
    return await evaluation(archive, settings);
  } catch (error) {
    return defectiveEvaluation(archive, error);
  }
}

/** What is printed of an archive whose evaluation broke down. */
export function defectiveEvaluation(archive: string, error: unknown): PrintedEvaluation {
  return { archive, ending: 'defect', complaint: defectText(error, archive) };
}

async function evaluation(archive: string, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  const { formats, look, printed = null, names, ...options } = settings;
  const { verdictSummary } = await import('../../../results-parsers/report/verdict-summary.ts');
  const renders = await Promise.all(
    formats.map(async (format) => ({ format, render: await verdictFormats[format].load() })),
  );
  const print = printed === null ? null : await verdictFormats.text.load();
  const name = archive === STANDARD_INPUT ? undefined : names?.get(archive);
  const named = archive === STANDARD_INPUT ? {} : { archive };
  const result = await usable(archive, 'an archive', () =>
    evaluateInput(archive, { ...options, ...(name === undefined ? {} : { archiveName: name }) }),
  );
  if ('complaint' in result) return { archive, ending: 'unusable', complaint: result.complaint };
  const verdict = result.value;
  const reports: Rendered[] = [];
  for (const { format, render } of renders) {
    reports.push(
      rendered(
        await usable(`${archive}: ${format} is not written`, 'a report', () => render(verdict, { ...look, ...named })),
      ),
    );
  }
  return {
    archive,
    ending: endingOf(verdict.verdict, reports),
    summary: verdictSummary(verdict),
    clusterUid: verdict.subject.cluster.id?.value ?? null,
    printed: print?.(verdict, { verbose: false, colour: false, ...printed, ...named }) ?? '',
    reports,
  };
}

function rendered(result: Usable<string>): Rendered {
  return 'value' in result ? { text: result.value } : result;
}

/** If nothing at all was written, there is nothing to go by, whatever the verdict: only a failure outweighs that. */
function endingOf(verdict: EvaluationEnding, reports: readonly Rendered[]): EvaluationEnding {
  const hasReport = reports.length === 0 || reports.some((report) => 'text' in report);
  return hasReport || verdict === 'non-compliant' ? verdict : 'unusable';
}
