import type { Explanation } from '../../documents/verdict/explanation.ts';
import type { Pod, ReachabilityTry } from '../../documents/verdict/reachability-failure.ts';
import { serverPhrase } from '../../spec-failures/connection-words.ts';
import { shortNamespaces } from '../../spec-failures/pod-names.ts';
import { type Html, html } from './html.ts';

type Reachability = NonNullable<Explanation['reachability']>;

/** A cell of the matrix: what it shows, and its text for readers who cannot see it. */
type Cell = { kind: 'open' | 'closed' | 'leak' | 'blocked' | 'unknown' | 'self'; mark: string; words: string };

const CELLS: Readonly<Record<Cell['kind'], Cell>> = {
  open: { kind: 'open', mark: '·', words: 'open, as expected' },
  closed: { kind: 'closed', mark: '–', words: 'blocked, as expected' },
  leak: { kind: 'leak', mark: '→', words: 'leak: open, should be blocked' },
  blocked: { kind: 'blocked', mark: '×', words: 'blocked, should be open' },
  unknown: { kind: 'unknown', mark: '?', words: 'not known' },
  self: { kind: 'self', mark: '', words: 'to itself, does not count' },
};

export function matrixLegend(): Html {
  const kinds = (['leak', 'blocked', 'open', 'closed', 'unknown'] satisfies Cell['kind'][]).map((kind) => CELLS[kind]);
  return html`<ul class="legend" aria-label="Signs in the matrices">${kinds.map(
    ({ kind, mark, words }) => html`<li><span class="cell ${kind}" aria-hidden="true">${mark}</span> ${words}</li>`,
  )}</ul>`;
}

/** The matrix of each attempt that differs from the others; the last one, which decided, first. */
export function matrixFigures(spec: string, reachability: Reachability): Html {
  const { tries, sameInBothTries, complete } = reachability;
  const shown = sameInBothTries === true ? tries.slice(-1) : tries.toReversed();
  return html`<div class="matrices">${shown.map((one) => matrixFigure(spec, one, reachability))}</div>
${complete ? null : html`<p class="note">The matrix is cut off or contradicts the counts beside it, so there may be more.</p>`}`;
}

function matrixFigure(spec: string, one: ReachabilityTry, reachability: Reachability): Html {
  const { pods, server } = reachability;
  const namespaces = runsOf(pods);
  const caption = `${titleOf(one, reachability)}: who reaches whom${serverPhrase(server)}`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}, ${spec}"><table class="matrix">
<caption>${caption}</caption>
<thead>
<tr><td colspan="2" rowspan="2" class="corner"><span class="from">from</span> <span class="to">to</span></td>${namespaces.map(
    ({ namespace, count }) => html`<th scope="colgroup" colspan="${count}">${namespace}</th>`,
  )}</tr>
<tr>${pods.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
</thead>
<tbody>
${pods.map((pod, from) => row(pod, from, one, reachability, namespaces))}
</tbody>
</table></div>`;
}

function row(
  pod: Pod,
  from: number,
  one: ReachabilityTry,
  { pods, expected }: Reachability,
  runs: readonly Run[],
): Html {
  const run = runs.find(({ first }) => first === from);
  return html`<tr>${run === undefined ? null : html`<th scope="rowgroup" rowspan="${run.count}">${run.namespace}</th>`}<th scope="row">${pod.name}</th>${pods.map(
    (_pod, to) => {
      const { kind, mark, words } = cellOf(from, to, expected[from]?.[to], one.observed[from]?.[to]);
      return html`<td class="cell ${kind}"><span aria-hidden="true">${mark}</span><span class="hidden">${words}</span></td>`;
    },
  )}</tr>`;
}

function cellOf(from: number, to: number, expected: string | undefined, observed: string | undefined): Cell {
  if (from === to) return CELLS.self;
  if (observed === '.' && expected === '.') return CELLS.open;
  if (observed === 'X' && expected === 'X') return CELLS.closed;
  if (observed === '.' && expected === 'X') return CELLS.leak;
  if (observed === 'X' && expected === '.') return CELLS.blocked;
  return CELLS.unknown;
}

function titleOf({ number, wrong }: ReachabilityTry, { tries, sameInBothTries }: Reachability): string {
  const which = sameInBothTries === true ? 'Both tries' : tries.length > 1 ? `Try ${number}` : 'What was tried';
  return wrong === null ? which : `${which}, ${wrong} wrong`;
}

type Run = { namespace: string; first: number; count: number };

/** Pods of one namespace that stand beside each other. */
function runsOf(pods: readonly Pod[]): Run[] {
  const short = shortNamespaces(new Set(pods.map(({ namespace }) => namespace)));
  const runs: Run[] = [];
  for (const [index, pod] of pods.entries()) {
    const last = runs.at(-1);
    const namespace = short.get(pod.namespace) ?? pod.namespace;
    if (last?.namespace === namespace) last.count += 1;
    else runs.push({ namespace, first: index, count: 1 });
  }
  return runs;
}
