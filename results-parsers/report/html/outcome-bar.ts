import { SpecOutcome } from '../../documents/verdict/spec-outcome.ts';
import { inWords } from '../severity.ts';
import { glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { specLook } from './looks.ts';

const GAP_PERCENT = 0.4;

/** How many specs had which outcome: as a bar, and in words. */
export function outcomeBar(counts: ReadonlyMap<SpecOutcome, number>): Html | null {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let from = 0;
  const parts = SpecOutcome.options.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0;
    if (count === 0) return [];
    const part = { outcome, count, x: (from / total) * 100, width: (count / total) * 100 };
    from += count;
    return [part];
  });
  return html`<div class="outcomes">
<svg class="bar" width="100%" height="10" aria-hidden="true" focusable="false">${parts.map(
    ({ outcome, x, width }) =>
      html`<rect class="fill ${outcome}" x="${percent(x)}" width="${percent(Math.max(width - GAP_PERCENT, GAP_PERCENT))}" height="10"/>`,
  )}</svg>
<ul>${parts.map(
    ({ outcome, count }) =>
      html`<li class="${specLook(outcome).tone}">${glyph(specLook(outcome).glyph)}<b>${count}</b> ${inWords(outcome)}</li>`,
  )}</ul>
</div>`;
}

export function percent(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}
