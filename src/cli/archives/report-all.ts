import { tell } from '../../terminal.ts';
import type { PrintedEvaluation } from '../evaluate/evaluate-one.ts';
import type { EvaluationEnding } from '../exit-codes.ts';
import type { ReportSink } from '../reports/report-sink.ts';
import type { Progress } from './progress.ts';
import type { Tally } from './tally.ts';

/** The progress and results of a call; null: not wanted. */
export type Watch = { progress: Progress; tally: Tally } | null;

/** Passes on all evaluations in order, and reports problems of some on standard error. */
export async function reportAll(
  evaluations: AsyncIterable<PrintedEvaluation>,
  sink: ReportSink,
  watch: Watch,
): Promise<EvaluationEnding[]> {
  const endings = new Set<EvaluationEnding>();
  for await (const evaluation of evaluations) {
    watch?.progress.clear();
    endings.add(evaluation.ending);
    if ('complaint' in evaluation) {
      tell(evaluation.complaint);
      sink.addUnjudged(evaluation);
    } else {
      for (const report of evaluation.reports) if ('complaint' in report) tell(report.complaint);
      sink.add(evaluation);
    }
    watch?.tally.add(evaluation);
    watch?.progress.tell(watch.tally.all);
  }
  watch?.progress.clear();
  await sink.end();
  if (watch !== null) tell(watch.tally.text(watch.progress.seconds));
  return [...endings];
}
