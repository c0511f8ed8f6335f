import { counted } from '../../core/counted.ts';
import type { CheckVerdict } from '../../documents/checks/check-verdict.ts';
import { type Finding, unansweredCodes } from '../../documents/verdict/finding.ts';
import type { ClauseVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import type { Level } from '../../standard/clauses.ts';
import { decidesVerdict } from '../../standard/levels.ts';
import { type CauseGroup, causeGroups } from '../cause-groups.ts';
import { splitName } from '../spec-list.ts';
import { atMost, MOST } from './at-most.ts';
import { glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { answerLook, clauseLook, findingLook, outcomeWords } from './looks.ts';
import { remedy } from './remedy.ts';

/** Every clause with its question, its outcome and its findings. */
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
  const { id, level, title, decision, findings } = clause;
  const look = clauseLook(clause);
  const groups = causeGroups(findings);
  // A satisfied clause needs no attention: its remarks come last, folded.
  const folds = decidesVerdict(level) && clause.outcome === 'satisfied';
  const [shown, folded] = folds ? [[], groups] : [groups, []];
  return html`<article class="clause" id="clause-${id}">
<h3><span class="level">${level}</span> ${title}</h3>
<p class="outcome ${look.tone}">${glyph(look.glyph)}${outcomeWords(clause)}</p>
<p class="decision">${decision}</p>
${shown.length === 0 ? null : html`<ul class="findings">${shown.map((group) => groupItem(group, level))}</ul>`}
${folded.length === 0 ? null : html`<details class="remarks"><summary>${counted(folded.length, 'remark')}, which do not change the outcome</summary><ul class="findings">${folded.map((group) => groupItem(group, level))}</ul></details>`}
${checks.length === 0 ? null : html`<ul class="findings">${checks.map(checkItem)}</ul>`}
</article>`;
}

/** A cause, and what follows from it folded beneath, unless it is a failure of the cluster. */
function groupItem({ cause, consequences, effect }: CauseGroup, level: Level): Html {
  const follow = consequences.map((finding) => findingItem(finding, level, null));
  if (follow.length === 0) return findingItem(cause, level, null);
  const body = html`<summary>What follows from this: ${counted(follow.length, 'finding')}</summary><ul class="findings">${follow}</ul>`;
  const open = consequences.some(({ effect }) => effect === 'fails');
  return findingItem(
    { ...cause, effect },
    level,
    open
      ? html`<details class="consequences" open>${body}</details>`
      : html`<details class="consequences">${body}</details>`,
  );
}

function findingItem(finding: Finding, level: Level, below: Html | null): Html {
  const { effect, text, remedy: todo, specs, evidence, code, followsFrom } = finding;
  const look = findingLook(effect, level);
  const { shown, note } = atMost(MOST.names, specs);
  return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text">${text}</p>
${unansweredCodes.has(code) || followsFrom !== undefined ? null : remedy(todo)}
${specs.length === 0 ? null : html`<details><summary>${counted(specs.length, 'spec')}</summary><ul class="names">${shown.map(named)}</ul>${note}</details>`}
${evidence.length === 0 ? null : html`<p class="evidence">${evidence.slice(0, 3).map(({ path, line }) => html`<code>${path}${line === null ? '' : `:${line}`}</code> `)}</p>`}
${below}
</div></li>`;
}

function named(name: string): Html {
  const { container, leaf } = splitName(name);
  return html`<li>${leaf} <span class="container">${container}</span></li>`;
}

function checkItem({ id, question, answer, text, level }: CheckVerdict): Html {
  const look = answerLook(answer, level);
  return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text"><a href="#check-${id}">${question}</a> <b>${answer}</b>${level === 'advisory' ? ' (only advice)' : ''}</p><p class="remedy">${text}</p></div></li>`;
}
