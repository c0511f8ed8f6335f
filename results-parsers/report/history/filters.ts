import { type Html, html } from '../html/html.ts';
import type { HistoryRun } from './history-run.ts';

/** A property by which runs can be filtered. A run may have several values, as with clauses. */
type Filter = { id: string; label: string; valuesOf: (run: HistoryRun) => string[] };

const FILTERS: readonly Filter[] = [
  { id: 'verdict', label: 'Verdict', valuesOf: ({ verdict }) => [verdict] },
  { id: 'kubernetes', label: 'Kubernetes', valuesOf: ({ minor }) => [minor ?? 'not known'] },
  { id: 'network', label: 'Network plugin', valuesOf: ({ network }) => [network ?? 'not known'] },
  { id: 'clause', label: 'Clause', valuesOf: ({ clauses }) => clauses.map(({ id, outcome }) => `${id}: ${outcome}`) },
];

/** The filters of a page: the choices, and the marks by which the style sheet finds a run. */
export type Filters = { controls: Html; style: string; marksOf: (run: HistoryRun) => Html[] };

/**
 * Filters that need no script: each value has a number, and a rule of the style sheet that hides the runs without it when it is
 * chosen. Nothing that comes from an archive gets into the style sheet.
 */
export function filtersOf(runs: readonly HistoryRun[]): Filters {
  const known = FILTERS.map((filter) => {
    const values = [...new Set(runs.flatMap(filter.valuesOf))].sort((a, b) =>
      a.localeCompare(b, 'en', { numeric: true }),
    );
    return { ...filter, numbers: new Map(values.map((value, index) => [value, index])) };
  });
  return {
    controls: html`<div class="filters">${known.map(
      ({ id, label, numbers }) =>
        html`<label>${label} <select id="${id}"><option>all</option>${[...numbers.keys()].map((value) => html`<option>${value}</option>`)}</select></label>`,
    )}</div>`,
    style: known.flatMap(({ id, numbers }) => [...numbers.values()].map((number) => ruleOf(id, number))).join('\n'),
    marksOf: (run) =>
      known.map(
        ({ id, numbers, valuesOf }) =>
          html` data-${id}="${valuesOf(run)
            .map((value) => numbers.get(value) ?? '')
            .join(' ')}"`,
      ),
  };
}

/** The first choice is "all", and style sheets count from one. */
function ruleOf(id: string, number: number): string {
  const chosen = `body:has(#${id} option:nth-child(${number + 2}):checked)`;
  const has = `[data-${id}~="${number}"]`;
  return `${chosen} .run:not(${has}), ${chosen} .cluster:not(:has(${has})) { display: none; }`;
}
