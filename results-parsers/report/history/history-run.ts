import { jsonText } from '../../core/text/json-text.ts';
import type { ClauseVerdict, Verdict, VerdictWord } from '../../documents/verdict/verdict.ts';
import { parseStatedVersion } from '../../standard/kubernetes-version.ts';
import type { Look } from '../format.ts';
import { archiveRow, otherSpecs } from '../rows/archive-row.ts';

/** A run as the history shows it; null: not known. */
export type HistoryRun = {
  source: string;
  cluster: string | null;
  startedAt: string | null;
  verdict: VerdictWord;
  /** The minor version, such as `1.36`. */
  minor: string | null;
  kubernetes: string | null;
  network: string | null;
  counts: { passed: number; failed: number; waived: number; others: number };
  clauses: Pick<ClauseVerdict, 'id' | 'level' | 'outcome'>[];
};

/** A run as a line of JSON, from which `historyPage` makes its rows. */
export function historyLine(verdict: Verdict, look: Pick<Look, 'archive'>): string {
  const { source, cluster, at, kubernetes, network } = archiveRow(verdict, look);
  const { passed, failed, waived } = verdict.summary;
  const run: HistoryRun = {
    source,
    cluster,
    startedAt: at,
    verdict: verdict.verdict,
    minor: parseStatedVersion(kubernetes ?? '')?.minor ?? null,
    kubernetes,
    network,
    counts: { passed, failed, waived, others: otherSpecs(verdict.summary) },
    clauses: verdict.clauses.map(({ id, level, outcome }) => ({ id, level, outcome })),
  };
  return jsonText(run);
}
