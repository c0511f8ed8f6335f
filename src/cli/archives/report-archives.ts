import { availableParallelism } from 'node:os';
import { tell } from '../../terminal.ts';
import type { PrintedEvaluation } from '../evaluate/evaluate-one.ts';
import { evaluations } from '../evaluate/evaluations.ts';
import { type EvaluationEnding, worstOf } from '../exit-codes.ts';
import { oneCluster } from '../reports/one-cluster.ts';
import { type ReportFlags, reportSink } from '../reports/reporting.ts';
import { assignments } from './assignments.ts';
import type { FoundArchives } from './find-archives.ts';
import type { JudgedWith } from './journal/inputs-digest.ts';
import type { JournalFlags } from './journal/journal-options.ts';
import type { Journaled } from './journal/journaled.ts';
import type { ProgressFlags } from './progress-option.ts';
import { reportAll, type Watch } from './report-all.ts';

type Flags = ReportFlags & JournalFlags & ProgressFlags & { jobs?: number };
type Evaluations = AsyncIterable<PrintedEvaluation>;

/**
 * Evaluates archives and reports on all of them. The worst ending counts.
 *
 * @param along sees all evaluations as they pass
 * @throws USAGE if the reports cannot be written there, or for a file that is not a journal; what `along` throws, and then no file of a
 *   directory is written
 */
export async function reportArchives(
  found: FoundArchives,
  flags: Flags,
  inputs: JudgedWith,
  along: (evaluations: Evaluations) => Evaluations = (evaluations) => evaluations,
): Promise<EvaluationEnding> {
  const { archives, among = archives } = found;
  const { format: formats, jobs = availableParallelism() } = flags;
  const journaled = await journalOf(flags, inputs, found);
  try {
    const { sink, ...looks } = await reportSink(flags, among);
    const given = { ...assignments(found, formats), ...(journaled === null ? {} : { through: journaled.through }) };
    const settings = { ...inputs, ...looks, formats, keepsVerdicts: journaled !== null };
    const printed = evaluations(given, settings, Math.min(jobs, archives.length));
    const reported = formats.includes('scs-report') ? oneCluster(printed) : printed;
    const endings = await reportAll(along(reported), sink, await watchOf(archives.length, flags));
    if (journaled !== null) tell(journaled.text());
    return worstOf(endings);
  } finally {
    journaled?.close();
  }
}

/** Null: no journal is kept. */
async function journalOf(
  { journal, recompute = false }: JournalFlags,
  inputs: JudgedWith,
  { identities }: FoundArchives,
): Promise<Journaled | null> {
  if (journal === undefined) return null;
  const { Journaled } = await import('./journal/journaled.ts');
  const { inputsDigest } = await import('./journal/inputs-digest.ts');
  return new Journaled(journal, { inputs: await inputsDigest(inputs), recomputes: recompute, identities });
}

/** For one archive, the verdict itself says everything. */
async function watchOf(archives: number, { progress }: ProgressFlags): Promise<Watch> {
  if (archives < 2 || !(progress ?? process.stderr.isTTY)) return null;
  const { progressOn } = await import('./progress.ts');
  const { Tally } = await import('./tally.ts');
  return { progress: progressOn(process.stderr, archives), tally: new Tally() };
}
