import type { SpecVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import { failureGroups, hasFailed } from '../failure-groups.ts';
import { inWords } from '../severity.ts';
import { attemptsOf, failureEvidence, firstLineOf, splitName } from '../spec-list.ts';
import { atMost, MOST } from './at-most.ts';
import { type Html, html } from './html.ts';
import { matrixFigures, matrixLegend } from './matrix-figure.ts';
import { remedy } from './remedy.ts';

/** Opened from the start; the others show the same, or less. */
const OPEN_IN_EACH_GROUP = 3;

/** The specs that failed, if only once or because they were ended, by what their failures mean, each with its matrix. Null: none did. */
export function failureSection({ specs, clauses }: Verdict): Html | null {
  const failed = specs.filter(hasFailed);
  if (failed.length === 0) return null;
  const findings = clauses.flatMap((clause) => clause.findings);
  const groups = failureGroups(failed, findings).map((group) => ({ ...group, ...atMost(MOST.failures, group.specs) }));
  const withMatrix = groups.flatMap(({ shown }) =>
    shown.filter(({ explanation }) => explanation?.reachability != null),
  );
  const drawn = new Set(withMatrix.slice(0, MOST.matrices));
  return html`<section id="failures" aria-labelledby="failures-title"><h2 id="failures-title">Failures</h2>
${drawn.size > 0 ? matrixLegend() : null}
${groups.map(
  ({ heading, remedies, pointers, shown, note }) => html`<section class="group"><h3>${heading}</h3>
${[...pointers, ...remedies].map(remedy)}
${shown.map((spec, index) => failure(spec, index < OPEN_IN_EACH_GROUP, drawn.has(spec)))}
${note}
</section>`,
)}
</section>`;
}

function failure(spec: SpecVerdict, open: boolean, drawn: boolean): Html {
  const { name, outcome, explanation, exercises, places } = spec;
  const { container, leaf } = splitName(name);
  const [first = '', ...phrases] = (explanation?.phrases ?? [firstLineOf(spec)])
    .concat(attemptsOf(spec))
    .filter(Boolean);
  const evidence = failureEvidence(spec);
  const body = html`<summary><span class="leaf">${leaf}${outcome === 'failed' ? null : html` <span class="status">${inWords(outcome)}</span>`}</span> <span class="phrase ${outcome}">${first}</span></summary>
<div class="body">
<p class="container">${container}</p>
${phrases.length === 0 ? null : html`<ul class="phrases">${phrases.map((phrase) => html`<li>${phrase}</li>`)}</ul>`}
${drawn && explanation?.reachability != null ? matrixFigures(leaf, explanation.reachability) : null}
<dl class="details">
${exercises === null ? null : html`<div><dt>Exercises</dt><dd>${exercises}</dd></div>`}
${explanation?.requirement == null ? null : html`<div><dt>Requirement</dt><dd>${explanation.requirement}</dd></div>`}
${places.map(({ namespace, node, pods }) => (node === null ? null : html`<div><dt>Node</dt><dd>${node}: ${pods.join(', ')} of ${namespace}</dd></div>`))}
${evidence === undefined ? null : html`<div><dt>Evidence</dt><dd><code>${evidence.path}${evidence.line === null ? '' : `:${evidence.line}`}</code></dd></div>`}
</dl>
</div>`;
  return open
    ? html`<details class="failure" open>${body}</details>`
    : html`<details class="failure">${body}</details>`;
}
