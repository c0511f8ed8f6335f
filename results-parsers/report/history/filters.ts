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

/** The filters of a page: the choices, their style sheet, and the number of a run's kind, by which the style sheet finds it. */
export type Filters = { controls: Html; style: string; kindOf: (run: HistoryRun) => number };

/**
 * Filters that need no script. Runs with the same values are of one kind, which has a number and a class. For each kind, a rule of the style
 * sheet shows the elements of its class unless a filter is set to another value. One rule for each value would be enough to hide runs, but
 * not to hide a cluster that has runs for each of two filters but not one for both. Nothing from an archive gets into the style sheet.
 */
export function filtersOf(runs: readonly HistoryRun[]): Filters {
  const known = FILTERS.map((filter) => {
    const values = [...new Set(runs.flatMap(filter.valuesOf))].sort((a, b) =>
      a.localeCompare(b, 'en', { numeric: true }),
    );
    return { ...filter, positions: new Map(values.map((value, index) => [value, index + 2])) };
  });
  const showingOf = (run: HistoryRun): string =>
    known
      .map(({ id, valuesOf, positions }) =>
        othersOf(
          id,
          valuesOf(run).map((value) => positions.get(value) ?? 0),
        ),
      )
      .join(', ');
  const kinds = [...new Set(runs.map(showingOf))].sort();
  const numbers = new Map(kinds.map((kind, index) => [kind, index]));
  return {
    controls: html`<div class="filters">${known.map(
      ({ id, label, positions }) =>
        html`<label>${label} <select id="${id}"><option>all</option>${[...positions.keys()].map((value) => html`<option>${value}</option>`)}</select></label>`,
    )}</div>`,
    style: [HIDDEN, ...kinds.map(ruleOf)].join('\n'),
    kindOf: (run) => numbers.get(showingOf(run)) ?? 0,
  };
}

/** The class of elements that contain a run of this kind. */
export function kindClass(kind: number): string {
  return `k${kind}`;
}

/** Hides everything, until a rule shows it. Browsers that do not understand these rules hide nothing. */
const HIDDEN = `.no-run { display: none; }
@supports selector(body:not(:has(:is(a, b):checked))) { .run, .cluster { display: none; } .no-run { display: block; } }`;

/** Matches the options of a filter that hide a run: all but the first, which stands for all values, and those at these positions. */
function othersOf(id: string, positions: readonly number[]): string {
  return `#${id} option:not(${[1, ...new Set(positions)].map((position) => `:nth-child(${position})`).join(', ')})`;
}

function ruleOf(others: string, kind: number): string {
  const shown = `body:not(:has(:is(${others}):checked))`;
  const own = `.${kindClass(kind)}`;
  return `${shown} ${own} { display: revert; } ${shown} .no-run { display: none; }`;
}
