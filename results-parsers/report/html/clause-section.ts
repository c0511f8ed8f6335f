import type { CheckVerdict } from '../../checks/check-verdict.ts';
import { counted } from '../../verdict/counted.ts';
import type { Finding } from '../../verdict/finding.ts';
import type { ClauseVerdict, Verdict } from '../../verdict/verdict.ts';
import { splitName } from '../spec-list.ts';
import { atMost, MOST } from './at-most.ts';
import { glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { remedy } from './remedy.ts';
import { answerLooks, clauseLooks, findingLooks } from './tones.ts';

/** Every clause with what it asks, what came of it, and what was found. */
export function clauseSection({ clauses, checks }: Verdict): Html {
  return html`<section id="clauses" aria-labelledby="clauses-title"><h2 id="clauses-title">Clauses</h2>
${clauses.map((clause) =>
  clauseArticle(
    clause,
    checks.filter((check) => check.clause === clause.id),
  ),
)}
</section>`;
}

function clauseArticle(clause: ClauseVerdict, checks: readonly CheckVerdict[]): Html {
  const { id, level, title, decision, outcome, findings } = clause;
  const look = level === 'MUST' && outcome === 'undetermined' ? findingLooks.undetermines : clauseLooks[outcome];
  return html`<article class="clause" id="clause-${id}">
<h3><span class="level">${level}</span> ${title}</h3>
<p class="outcome ${look.tone}">${glyph(look.glyph)}${outcome.replace('-', ' ')}</p>
<p class="decision">${decision}</p>
${findings.length === 0 ? null : html`<ul class="findings">${findings.map(findingItem)}</ul>`}
${checks.length === 0 ? null : html`<ul class="findings">${checks.map(checkItem)}</ul>`}
</article>`;
}

function findingItem({ effect, text, remedy: todo, specs, evidence, code }: Finding): Html {
  const look = findingLooks[effect];
  const { shown, note } = atMost(MOST.names, specs);
  return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text">${text}</p>
${code === 'no-checks' ? null : remedy(todo)}
${specs.length === 0 ? null : html`<details><summary>${counted(specs.length, 'spec')}</summary><ul class="names">${shown.map(named)}</ul>${note}</details>`}
${evidence.length === 0 ? null : html`<p class="evidence">${evidence.slice(0, 3).map(({ path, line }) => html`<code>${path}${line === null ? '' : `:${line}`}</code> `)}</p>`}
</div></li>`;
}

function named(name: string): Html {
  const { container, leaf } = splitName(name);
  return html`<li>${leaf} <span class="container">${container}</span></li>`;
}

function checkItem({ id, question, answer, text, level }: CheckVerdict): Html {
  const look = answerLooks[answer];
  return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text"><a href="#check-${id}">${question}</a> <b>${answer}</b>${level === 'advisory' ? ', which is advice' : ''}</p><p class="remedy">${text}</p></div></li>`;
}
