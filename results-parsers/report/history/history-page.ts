import { counted } from '../../core/counted.ts';
import { html } from '../html/html.ts';
import { page } from '../html/page.ts';
import { clusterSection } from './cluster-section.ts';
import { filtersOf } from './filters.ts';
import type { HistoryRun } from './history-run.ts';

/** A run, and where the page of its verdict is, as seen from the history; null: there is none. */
export type LinkedRun = { run: HistoryRun; page: string | null };

const STYLE = `
.filters { display: flex; flex-wrap: wrap; gap: .8rem 1.5rem; margin: 2rem 0; padding: 1rem; background: var(--panel); }
.filters label { font-size: .875rem; color: var(--soft); }
.filters select { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--soft); padding: .2rem .4rem; max-width: 20rem; }
main table.history:not(.matrix) :is(td, th, .number) { padding-right: 1.25rem; min-width: 0; }
main table.history:not(.matrix) .source { overflow-wrap: anywhere; min-width: 14rem; padding-right: 0; }
.history caption { white-space: normal; max-width: min(calc(100vw - 3rem), 60rem); } .history td:not(.source) { white-space: nowrap; }
.history .name th { padding-top: 1.75rem; } .history .trend { vertical-align: -.1em; margin-left: 1rem; max-width: 100%; }
.history i { display: inline-block; width: 1.1em; font-style: normal; font-weight: 700; text-align: center; }
.history b.good { color: var(--good); } .history b.bad { color: var(--bad); } .history b.unsure { color: var(--unsure); } .history b.quiet { color: var(--soft); }
@media (max-width: 40rem) {
  main table.history:not(.matrix) .source { overflow-wrap: normal; white-space: nowrap; }
  .history .trend { display: block; margin: .4rem 0 0; max-width: calc(100vw - 3rem); }
}
.no-run { margin-top: 1.5rem; }
.trend .good { fill: var(--fill-good); } .trend .bad { fill: var(--fill-bad); } .trend .unsure { fill: var(--fill-unsure); }
`;

/** The runs of all clusters on one page: a file that loads nothing and runs nothing, also not for its filters. */
export function historyPage(runs: readonly LinkedRun[]): string {
  const all = runs.map(({ run }) => run);
  const filters = filtersOf(all);
  const clusters = [...Map.groupBy(runs, ({ run }) => run.cluster)].toSorted(([a], [b]) => byText(a ?? '~', b ?? '~'));
  const title = `${counted(runs.length, 'run')} of ${counted(clusters.length, 'cluster')}`;
  return page(
    `History: ${title}`,
    html`<a class="skip" href="#content">Skip to the content</a>
<header class="masthead"><p class="eyebrow">KaaS Networking Standard <span class="id">scs-0219-v1</span></p>
<h1>History</h1><p class="why">${title}: ${countsInWords(all)}.</p></header>
<main id="content" tabindex="-1">
${filters.controls}
<div class="scroll"><table class="history"><caption>Required specs: passed / failed / waived / others. Clauses: network-policy, admin-network-policy, ingress, default-restrictions.</caption>
<thead><tr><th scope="col">Day</th><th scope="col">Verdict</th><th scope="col">Kubernetes</th><th scope="col">Network plugin</th><th scope="col" class="number">Specs</th><th scope="col">Clauses</th><th scope="col">Archive</th></tr></thead>
${clusters.map(([cluster, own]) =>
  clusterSection(
    cluster,
    own.toSorted(newestFirst).map((linked) => ({ ...linked, kind: filters.kindOf(linked.run) })),
  ),
)}</table></div>
<p class="no-run">No run has all of the chosen values.</p>
</main>`,
    STYLE + filters.style,
  );
}

function countsInWords(runs: readonly HistoryRun[]): string {
  const words = ['compliant', 'non-compliant', 'inconclusive'] as const;
  return words.map((word) => `${runs.filter(({ verdict }) => verdict === word).length} ${word}`).join(', ');
}

/** By their archives if they began at the same time, so that the page is the same each time. */
function newestFirst({ run: a }: LinkedRun, { run: b }: LinkedRun): number {
  return byText(b.startedAt ?? '', a.startedAt ?? '') || byText(a.source, b.source);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
