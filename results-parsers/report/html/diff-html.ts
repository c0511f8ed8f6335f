import { counted } from '../../core/counted.ts';
import type { ArchiveDiff, Change, ClauseDiff, SpecDiff, SpecState } from '../../documents/archive-diff.ts';
import { changes, diffHeadline, MOST_SPECS, outcomeChange, transitions, waiverFacts } from '../diff-words.ts';
import { splitName } from '../spec-list.ts';
import { type Glyph, glyph } from './glyphs.ts';
import { type Html, html } from './html.ts';
import { findingLook, type Look } from './looks.ts';
import { page } from './page.ts';

/** What changed, as one page for people, most important first. */
export function diffHtml(diff: ArchiveDiff): string {
  const { archives, tool } = diff;
  const { word, text } = diffHeadline(diff);
  return page(
    `${word}: ${archives.a.name} and ${archives.b.name}`,
    html`<a class="skip" href="#content">Skip to the content</a>
${masthead(diff)}
<main id="content" tabindex="-1">
${diff.clauses.length === 0 ? null : html`<section aria-labelledby="clauses-title"><h2 id="clauses-title">Clauses</h2>${diff.clauses.map(clauseArticle)}</section>`}
${changes.map((change) => specSection(change, diff.specs))}
${factSection('facts', 'Facts', diff.facts)}
${factSection('waivers', 'Waivers', waiverFacts(diff))}
</main>
<footer><p>${word}, ${text}; compared by ${tool.name} ${tool.version}.</p></footer>`,
  );
}

function masthead(diff: ArchiveDiff): Html {
  const { word, text } = diffHeadline(diff);
  const look = headingLook(diff);
  return html`<header class="masthead ${look.tone}">
<p class="eyebrow">Two archives compared</p>
<h1>${glyph(look.glyph)}${word}</h1>
<p class="why">${text}</p>
<dl class="facts">${(['a', 'b'] as const).map((side) => {
    const { name, bytes, sha256 } = diff.archives[side];
    return html`<div><dt>${side.toUpperCase()}</dt><dd><b>${diff.verdict[side]}</b>, ${name}, ${counted(bytes, 'byte')}, SHA-256 <code>${sha256}</code></dd></div>`;
  })}</dl>
</header>`;
}

function headingLook({ verdict, matters, specs }: ArchiveDiff): Look {
  if (!matters) return { tone: 'quiet', glyph: 'waived' };
  if (verdict.a !== verdict.b && verdict.b === 'compliant') return changeLooks.better;
  if (verdict.a !== verdict.b && verdict.b === 'non-compliant') return changeLooks.worse;
  return specs.some(({ change }) => change === 'worse') ? changeLooks.worse : changeLooks.other;
}

const changeLooks: Readonly<Record<Change, { tone: Look['tone']; glyph: Glyph }>> = {
  worse: { tone: 'bad', glyph: 'no' },
  better: { tone: 'good', glyph: 'yes' },
  other: { tone: 'unsure', glyph: 'flaky' },
};

function clauseArticle({ id, level, outcome, findings }: ClauseDiff): Html {
  return html`<article class="clause"><h3><span class="level">${level}</span> ${id}</h3>
<p class="decision">${outcomeChange(outcome)}</p>
<ul class="findings">${reasons('only B', findings.b)}${reasons('only A', findings.a)}</ul></article>`;
}

function reasons(side: string, findings: ClauseDiff['findings']['a']): Html[] {
  return findings.map(({ effect, text }) => {
    const look = findingLook(effect, 'MUST');
    return html`<li class="${look.tone}">${glyph(look.glyph)}<div><p class="text"><span class="label">${side}</span> ${text}</p></div></li>`;
  });
}

const HEADINGS: Readonly<Record<Change, string>> = { worse: 'Worse', better: 'Better', other: 'Other changes' };

function specSection(change: Change, specs: readonly SpecDiff[]): Html | null {
  const { all, groups } = transitions(change, specs);
  if (all === 0) return null;
  const look = changeLooks[change];
  return html`<section aria-labelledby="${change}-title"><h2 id="${change}-title" class="state ${look.tone}">${glyph(look.glyph)}${HEADINGS[change]}: ${counted(all, 'spec')}</h2>
${groups.map(([transition, members]) => html`<section class="group"><h3>${counted(members.length, 'spec')} ${transition}</h3><ul class="names">${members.map(specItem)}</ul></section>`)}
${all > MOST_SPECS ? html`<p class="note">and ${all - MOST_SPECS} more, which the JSON format names</p>` : null}
</section>`;
}

function specItem({ name, a, b }: SpecDiff): Html {
  const { container, leaf } = splitName(name);
  return html`<li>${leaf} <span class="container">${container}</span>${reason('A', a)}${reason('B', b)}</li>`;
}

function reason(side: 'A' | 'B', state: SpecState | null): Html | null {
  return state?.reason == null
    ? null
    : html`<span class="container"><span class="label">${side}</span> ${state.reason}</span>`;
}

function factSection(id: string, title: string, facts: ArchiveDiff['facts']): Html | null {
  if (facts.length === 0) return null;
  return html`<section aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${title}, A and B"><table><thead><tr><th scope="col"><span class="hidden">What</span></th><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody>${facts.map(({ name, a, b }) => html`<tr><th scope="row">${name}</th><td>${a || 'nothing'}</td><td>${b || 'nothing'}</td></tr>`)}</tbody></table></div>
</section>`;
}
