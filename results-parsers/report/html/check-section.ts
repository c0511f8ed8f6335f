import type { CheckPart, CheckVerdict } from '../../documents/checks/check-verdict.ts';
import type { Verdict } from '../../documents/verdict/verdict.ts';
import { inWords } from '../severity.ts';
import { glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { answerLook } from './looks.ts';
import { measurePlot } from './measure-plot.ts';

/** Our own checks, what each was asked in particular, and what it measured. Null: there were none. */
export function checkSection({ checks }: Verdict): Html | null {
  if (checks.length === 0) return null;
  return html`<section id="checks" aria-labelledby="checks-title"><h2 id="checks-title">Checks of our own</h2>
${checks.map(checkArticle)}
</section>`;
}

function checkArticle(check: CheckVerdict): Html {
  const { id, clause, level, question, answer, text, example, parts, measures, seconds, evidence } = check;
  const look = answerLook(answer, level);
  const took = seconds === null ? '' : `, ${seconds.toFixed(1)} s`;
  return html`<article class="clause" id="check-${id}"><h3>${question}</h3>
<p class="outcome ${look.tone}">${glyph(look.glyph)}${answer}</p>
<div class="decision"><p>${text}</p><p class="container"><code>${id}</code>, of the clause ${clause}, ${level}${took}${evidence.map(({ path }) => html`, <code>${path}</code>`)}</p></div>
${example === undefined ? null : html`<pre tabindex="0" role="group" aria-label="An example that can be applied"><code>${example}</code></pre>`}
${measures.length === 0 ? null : html`<div class="findings-wide">${measurePlot(measures)}</div>`}
${parts.length === 0 ? null : html`<ul class="findings">${parts.map((part) => partItem(part, level))}</ul>`}
</article>`;
}

function partItem({ question, answer, text }: CheckPart, level: CheckVerdict['level']): Html {
  const look = answerLook(answer, level);
  return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text">${question} <b>${inWords(answer)}</b></p><p class="container">${text}</p></div></li>`;
}
