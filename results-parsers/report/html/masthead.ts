import type { SpecOutcome } from '../../documents/verdict/spec-outcome.ts';
import type { Verdict } from '../../documents/verdict/verdict.ts';
import type { CauseGroup } from '../cause-groups.ts';
import type { Look as ReportLook } from '../format.ts';
import { leadOf } from '../lead.ts';
import { verdictFacts, verdictPhrase } from '../verdict-facts.ts';
import { glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { clauseLook, findingLook, outcomeWords, verdictLook } from './looks.ts';
import { outcomeBar } from './outcome-bar.ts';
import { remedy } from './remedy.ts';

/** More reasons are below, with their clause. */
const MOST_REASONS = 4;

/** What readers want to know in ten seconds: the verdict, why, and what to do. */
export function masthead(verdict: Verdict, named: Pick<ReportLook, 'archive'>): Html {
  const { standard } = verdict;
  const look = verdictLook(verdict.verdict);
  const { why, groups } = leadOf(verdict);
  const [word = '', qualifier = ''] = verdictPhrase(verdict).split(/ (.*)/);
  const more = groups.length - MOST_REASONS;
  return html`<header class="masthead ${look.tone}">
<p class="eyebrow">${standard.title} <span class="id">${standard.id}</span></p>
<h1>${glyph(look.glyph)}${word}${qualifier === '' ? null : html` <span class="qualifier">${qualifier}</span>`}</h1>
<p class="why">${why}</p>
${outcomeBar(outcomesOf(verdict))}
${clauseRow(verdict)}
${groups.length === 0 ? null : html`<ol class="reasons">${groups.slice(0, MOST_REASONS).map(reason)}</ol>`}
${more > 0 ? html`<p class="more"><a href="#clauses">${more} more, with their clauses</a></p>` : null}
<dl class="facts">${verdictFacts(verdict, named).map(({ label, text }) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
</header>`;
}

/** Every clause and its outcome, so that nobody takes the verdict for more than it is: it is about the MUST clause alone. */
function clauseRow({ clauses }: Verdict): Html {
  return html`<ul class="clause-row" aria-label="Clauses">${clauses.map((clause) => {
    const look = clauseLook(clause);
    return html`<li class="${look.tone}">${glyph(look.glyph)}<div><a href="#clause-${clause.id}"><span class="level">${clause.level}</span> ${clause.id}</a> <span class="state ${look.tone}">${outcomeWords(clause)}</span></div></li>`;
  })}</ul>`;
}

/** A cause and what to do about it; consequences are named in brief, and remarks are left out. */
function reason({ cause, consequences, effect }: CauseGroup): Html {
  const look = findingLook(effect, 'MUST');
  const follow = consequences.filter((finding) => finding.effect !== 'advises').map(({ text }) => text);
  return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text">${cause.text}</p>${remedy(cause.remedy)}${
    follow.length === 0
      ? null
      : html`<p class="follows"><span class="label">From this follows</span> ${follow.join(' ')}</p>`
  }</div></li>`;
}

/** Of the required specs. */
function outcomesOf({ specs }: Verdict): Map<SpecOutcome, number> {
  const counts = new Map<SpecOutcome, number>();
  for (const { outcome, required } of specs) if (required) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}
