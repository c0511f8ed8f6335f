import type { CheckMeasure } from '../../documents/checks/check-verdict.ts';
import { type Html, html } from './html.ts';
import { percent } from './outcome-bar.ts';

/** Room on the right for the last label of the axis. */
const USED_PERCENT = 92;

/** Measured times on one axis: from the shortest to the longest, up to the 95th percentile as a bar, with the median; and as a table. */
export function measurePlot(measures: readonly CheckMeasure[]): Html {
  const top = roundedUp(Math.max(...measures.map(({ seconds }) => seconds.max)));
  const hasP99 = measures.some(({ seconds }) => seconds.p99 !== undefined);
  const columns = [
    'shortest',
    'median',
    '95th percentile',
    ...(hasP99 ? ['99th percentile'] : []),
    'longest',
    'samples',
  ];
  return html`<figure class="plot">
${measures.map(({ what, seconds }) => html`<p>${what}</p>${bar(seconds, top)}`)}
${axis(top)}
<figcaption>The line spans the shortest to the longest time; the bar ends at the 95th percentile; the upright stroke is the median.</figcaption></figure>
<div class="scroll" tabindex="0" role="group" aria-label="Measured times"><table>
<thead><tr><th scope="col">Seconds</th>${columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${measures.map(
    ({ what, seconds: { min, median, p95, p99, max, samples } }) =>
      html`<tr><th scope="row">${what}</th>${[min, median, p95, ...(hasP99 ? [p99 ?? ''] : []), max, samples].map((value) => html`<td class="number">${value}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

function bar({ min, median, p95, max }: CheckMeasure['seconds'], top: number): Html {
  const at = (seconds: number): string => percent((seconds / top) * USED_PERCENT);
  const width = percent(Math.max(((p95 - min) / top) * USED_PERCENT, 0.4));
  return html`<svg width="100%" height="22" aria-hidden="true" focusable="false">
<line class="range" x1="${at(min)}" x2="${at(max)}" y1="11" y2="11"/>
<rect class="attempt" x="${at(min)}" width="${width}" y="4" height="14"/>
<line class="median" x1="${at(median)}" x2="${at(median)}" y1="1" y2="21"/></svg>`;
}

function axis(top: number): Html {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => ({ x: percent(share * USED_PERCENT), seconds: share * top }));
  return html`<svg width="100%" height="26" aria-hidden="true" focusable="false">
<line class="axis" x1="0" x2="${percent(USED_PERCENT)}" y1="1" y2="1"/>
${ticks.map(({ x, seconds }) => html`<line class="axis" x1="${x}" x2="${x}" y1="1" y2="7"/><text x="${x}" y="21">${Number(seconds.toFixed(4))} s</text>`)}
</svg>`;
}

/** The next of 1, 2 and 4 times a power of ten, of which quarters are short numbers. */
function roundedUp(seconds: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(seconds, 0.001)));
  return ([1, 2, 4, 10].find((step) => step * power >= seconds) ?? 10) * power;
}
