import { counted } from '../../core/counted.ts';
import type { Glyph } from '../html/glyphs.ts';
import { type Html, html } from '../html/html.ts';
import { clauseLook, verdictLook } from '../html/looks.ts';
import { kindClass } from './filters.ts';
import type { HistoryRun } from './history-run.ts';

const SIGNS: Readonly<Record<Glyph, string>> = { yes: '✓', no: '✕', unknown: '?', note: 'i', waived: '–', flaky: '~' };

/** The newest runs of a cluster that its trend shows. */
const TREND = 40;
const SQUARE = 12;

/** `kind`: the number by which filters find the run. */
export type ShownRun = { run: HistoryRun; kind: number; page: string | null };

/** The runs of one cluster, the newest first, below its trend. */
export function clusterSection(cluster: string | null, runs: readonly ShownRun[]): Html {
  const kinds = [...new Set(runs.map(({ kind }) => kind))].sort((a, b) => a - b);
  return html`<tbody class="cluster ${kinds.map(kindClass).join(' ')}">
<tr class="name"><th colspan="7" scope="rowgroup"><code>${cluster ?? 'cluster not known'}</code> ${trend(runs)}</th></tr>
${runs.map(row)}</tbody>
`;
}

/** A square for each of the newest runs, the oldest of them first. */
function trend(runs: readonly ShownRun[]): Html {
  const shown = runs.slice(0, TREND).toReversed();
  const width = shown.length * SQUARE;
  return html`<svg class="trend" width="${width}" height="${SQUARE}" viewBox="0 0 ${width} ${SQUARE}" role="img" aria-label="${trendInWords(runs)}">${shown.map(
    ({ run }, index) =>
      html`<rect class="${verdictLook(run.verdict).tone}" x="${index * SQUARE}" y="${run.verdict === 'compliant' ? 0 : SQUARE / 2}" width="${SQUARE - 2}" height="${run.verdict === 'compliant' ? SQUARE : SQUARE / 2}"/>`,
  )}</svg>`;
}

function trendInWords(runs: readonly ShownRun[]): string {
  const compliant = runs.filter(({ run }) => run.verdict === 'compliant').length;
  return `${compliant} of ${counted(runs.length, 'run')} compliant`;
}

function row({ run, kind, page }: ShownRun): Html {
  const { verdict, startedAt, kubernetes, network, counts, clauses, source } = run;
  const look = verdictLook(verdict);
  const { passed, failed, waived, others } = counts;
  return html`<tr class="run ${kindClass(kind)}"><td>${startedAt?.slice(0, 10) ?? '-'}</td><td class="state ${look.tone}">${sign(look)}${verdict}</td><td>${kubernetes ?? '-'}</td><td>${network ?? '-'}</td><td class="number">${passed} / ${failed} / ${waived} / ${others}</td><td class="clauses">${clauses.map(clauseMark)}</td><td class="source">${page === null ? source : html`<a href="${encodeURIComponent(page)}">${source}</a>`}</td></tr>
`;
}

function clauseMark(clause: HistoryRun['clauses'][number]): Html {
  const look = clauseLook(clause);
  return html`<b class="${look.tone}" role="img" title="${clause.id}: ${clause.outcome}">${sign(look)}</b>`;
}

/** A character, since thousands of pictures would make the page large. */
function sign({ glyph }: { glyph: Glyph }): Html {
  return html`<i aria-hidden="true">${SIGNS[glyph]}</i>`;
}
