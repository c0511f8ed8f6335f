import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import type { LeniencyOptions } from '../../../results-parsers/index.ts';
import type { Look } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { EvaluationLimits } from '../../../results-parsers/sonobuoy/limits.ts';
import type { EvaluationEnding } from '../exit-codes.ts';
import { evaluateInput, STANDARD_INPUT } from '../input/evaluate-input.ts';
import { type Usable, usable } from '../input/usable-input.ts';
import { defectText } from '../process/defect.ts';
import type { KeptVerdict } from './kept-verdict.ts';

/** How each archive of a command line is evaluated and reported: plain data, which can be handed to another thread. */
export type EvaluationSettings = LeniencyOptions & {
  formats: readonly VerdictFormat[];
  look: Look;
  /** How the additional text should look, if one is wanted. */
  printed?: Look | null;
  /** Whether the verdict itself is wanted besides its reports. */
  handsOverVerdict?: boolean;
  toolVersion: string;
  plugin?: string;
  kubernetes?: string;
  limits: Partial<EvaluationLimits>;
  /** Whether verdicts are to be kept for later calls. */
  keepsVerdicts?: boolean;
};

/** One archive of a command line. */
export type Assignment = {
  /** Its name on the command line. */
  archive: string;
  /** Its name, if that is more than the last part of its path. */
  name?: string;
  /** Its name on the command line, if the verdict records that. */
  source?: string;
  /** The verdict on it that an earlier call kept, which is reported in place of a new one. */
  known?: Uint8Array;
};

/**
 * A report in one format, or for standard error why there is none. Bytes take half the memory of a text, and can be handed to another thread
 * without a copy.
 */
type Rendered = { bytes: Uint8Array<ArrayBuffer> } | { complaint: string };

/** The verdict on an archive in each of the formats. */
export type ReportedVerdict = {
  archive: string;
  ending: EvaluationEnding;
  /** The verdict in a few words, and why it is not plainly `compliant`. */
  summary: string;
  /** Whether it rests on waivers. */
  isWaived: boolean;
  /** Null: not known. */
  clusterUid: string | null;
  /** Null: only its reports are wanted. */
  verdict: Verdict | null;
  /** Its text; empty if no text was asked for. */
  printed: string;
  reports: Rendered[];
  /** For later calls; null: not asked for, or an earlier call has kept it. */
  kept: KeptVerdict | null;
};

/** An archive without a verdict, and the complaint for standard error. */
export type UnjudgedArchive = {
  archive: string;
  ending: 'unusable' | 'defect';
  complaint: string;
  /** Whether it is unknown because its store did not answer. */
  isStoreAway?: boolean;
};

/** What to print about an archive. */
export type PrintedEvaluation = ReportedVerdict | UnjudgedArchive;

/**
 * Never rejects: what goes wrong with an archive, including a defect of ours, is reported for that archive. If one format cannot be written,
 * the others still are.
 */
export async function evaluateOne(assignment: Assignment, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  try {
    return await evaluation(assignment, settings);
  } catch (error) {
    return defectiveEvaluation(assignment.archive, error);
  }
}

/** What is printed about an archive whose evaluation broke down. */
export function defectiveEvaluation(archive: string, error: unknown): PrintedEvaluation {
  return { archive, ending: 'defect', complaint: defectText(error, archive) };
}

async function evaluation(assignment: Assignment, settings: EvaluationSettings): Promise<PrintedEvaluation> {
  const { archive, name, source } = assignment;
  const { formats, look, printed = null, handsOverVerdict = false, keepsVerdicts = false, ...options } = settings;
  const { verdictSummary } = await import('../../../results-parsers/report/verdict-summary.ts');
  const renders = await Promise.all(
    formats.map(async (format) => ({ format, render: await verdictFormats[format].load() })),
  );
  const print = printed === null ? null : await verdictFormats.text.load();
  const named = archive === STANDARD_INPUT ? {} : { archive };
  const known = await knownVerdict(assignment);
  const evaluate = () =>
    evaluateInput(archive, {
      ...options,
      ...(name === undefined ? {} : { archiveName: name }),
      ...(source === undefined ? {} : { source }),
    });
  const result = known === null ? await usable(archive, 'an archive', evaluate) : { value: known };
  if ('complaint' in result) {
    return { archive, ending: 'unusable', complaint: result.complaint, isStoreAway: result.code === 'STORE_AWAY' };
  }
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
    isWaived: verdict.summary.waived > 0,
    clusterUid: verdict.subject.cluster.id?.value ?? null,
    verdict: handsOverVerdict ? verdict : null,
    printed: print?.(verdict, { verbose: false, colour: false, ...printed, ...named }) ?? '',
    reports,
    kept: keepsVerdicts && known === null ? await keptVerdict(verdict) : null,
  };
}

/** Null: no known verdict can be used. */
async function knownVerdict({ archive, name, source, known }: Assignment): Promise<Verdict | null> {
  if (known === undefined) return null;
  const { unpackedVerdict } = await import('./kept-verdict.ts');
  // This call gives it its own name.
  return unpackedVerdict(known, { name: name ?? archive, source });
}

async function keptVerdict(verdict: Verdict): Promise<KeptVerdict> {
  const { packedVerdict } = await import('./kept-verdict.ts');
  return packedVerdict(verdict);
}

function rendered(result: Usable<string>): Rendered {
  return 'value' in result ? { bytes: new TextEncoder().encode(result.value) } : result;
}

/** If nothing at all was written, that decides the ending, whatever the verdict; only a failure outweighs it. */
function endingOf(verdict: EvaluationEnding, reports: readonly Rendered[]): EvaluationEnding {
  const hasReport = reports.length === 0 || reports.some((report) => 'bytes' in report);
  return hasReport || verdict === 'non-compliant' ? verdict : 'unusable';
}
