import type { SpecVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import { inWords } from '../severity.ts';
import { splitName } from '../spec-list.ts';
import { atMost, MOST } from './at-most.ts';
import { glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { specLook } from './looks.ts';
import { percent } from './outcome-bar.ts';

/** Every spec, whatever came of it, with the time that it took. */
export function specSection({ specs }: Verdict): Html | null {
  if (specs.length === 0) return null;
  const { shown, note } = atMost(MOST.specs, specs);
  const longest = shown.reduce((most, spec) => Math.max(most, secondsOf(spec)), 1);
  const containers = [...Map.groupBy(shown, ({ name }) => splitName(name).container)];
  return html`<section id="specs" aria-labelledby="specs-title"><h2 id="specs-title">All specs</h2>
<div class="scroll" tabindex="0" role="group" aria-label="All specs"><table class="specs">
<thead><tr><th scope="col">Outcome</th><th scope="col">Spec</th><th scope="col" class="number">Seconds</th></tr></thead>
${containers.map(
  ([container, members]) => html`<tbody><tr class="container"><th scope="rowgroup" colspan="3">${container}</th></tr>
${members.map((spec) => row(spec, longest))}</tbody>`,
)}
</table></div>
${note}
</section>`;
}

function row(spec: SpecVerdict, longest: number): Html {
  const { name, outcome, outcomeBeforeWaivers, waivedBy, required, exercises, attempts } = spec;
  const look = specLook(outcome);
  const waived = waivedBy.length > 0 ? `, ${outcomeBeforeWaivers}` : '';
  const seconds = secondsOf(spec);
  return html`<tr><td class="state ${look.tone}">${glyph(look.glyph)}${inWords(outcome)}${waived}${required ? '' : ', not required'}</td>
<td>${splitName(name).leaf}${exercises === null ? null : html`<span class="exercises">${exercises}</span>`}</td>
<td class="number">${seconds === 0 ? '' : seconds.toFixed(1)}${attempts.length > 1 ? html`<span class="exercises">${attempts.length} attempts</span>` : null}<svg class="bar" width="100%" height="4" aria-hidden="true" focusable="false"><rect class="fill ${outcome}" width="${percent((seconds / longest) * 100)}" height="4"/></svg></td></tr>`;
}

function secondsOf({ attempts }: SpecVerdict): number {
  return attempts.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
}
