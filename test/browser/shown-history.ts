import { historyPage, type LinkedRun } from '../../results-parsers/report/history/history-page.ts';
import type { HistoryRun } from '../../results-parsers/report/history/history-run.ts';
import { historyLine } from '../../results-parsers/report/history/history-run.ts';
import { recorded, recordedVerdict } from './shown-verdicts.ts';

const NETWORKS = ['antrea', 'calico', 'cilium', 'kube-ovn', null] as const;
const VERDICTS = ['compliant', 'compliant', 'compliant', 'non-compliant', 'inconclusive'] as const;
const OUTCOMES = { compliant: 'satisfied', 'non-compliant': 'not-satisfied', inconclusive: 'undetermined' } as const;

/** The page about the recorded runs, each with a link. */
export async function historyOfRecorded(): Promise<string> {
  const runs: LinkedRun[] = [];
  for (const name of recorded) {
    const line = historyLine(await recordedVerdict(name), { archive: `archives/${name}.tar.gz` });
    runs.push({ run: JSON.parse(line), page: `${name}.verdict.html` });
  }
  return historyPage(runs);
}

/** The page about this many generated runs, fifty per cluster, with long paths. It is the same each time. */
export function historyOfMany(count: number): string {
  return historyPage(Array.from({ length: count }, (_, index) => ({ run: generated(index), page: null })));
}

/** A generated run. Verdicts, versions and networks repeat in turns. */
export function generated(index: number): HistoryRun {
  const verdict = VERDICTS[index % VERDICTS.length] ?? 'compliant';
  const minor = 33 + (index % 7);
  const cluster = `cluster-${String(Math.floor(index / 50)).padStart(4, '0')}-8d5f-4c2b-9d9e-5b1f0c6a7e21`;
  const day = new Date(Date.UTC(2026, 0, 1 + (index % 50) * 7)).toISOString();
  return {
    source: `s3://results-of-all-providers/2026/${cluster}/${day.slice(0, 10)}/202601010301_sonobuoy_${index}.tar.gz`,
    cluster,
    startedAt: `${day.slice(0, 19)}Z`,
    verdict,
    minor: `1.${minor}`,
    kubernetes: `v1.${minor}.${index % 4}`,
    network: NETWORKS[index % NETWORKS.length] ?? null,
    counts: { passed: 47, failed: verdict === 'non-compliant' ? 3 : 0, waived: 3, others: 0 },
    clauses: [
      { id: 'network-policy', level: 'MUST', outcome: OUTCOMES[verdict] },
      { id: 'admin-network-policy', level: 'SHOULD', outcome: 'undetermined' },
      { id: 'ingress', level: 'SHOULD', outcome: index % 2 === 0 ? 'satisfied' : 'undetermined' },
      { id: 'default-restrictions', level: 'MAY', outcome: 'undetermined' },
    ],
  };
}
