import type { Verdict } from '../../documents/verdict/verdict.ts';
import type { Look } from '../format.ts';
import { verdictPhrase } from '../verdict-facts.ts';
import { attemptSection } from './attempt-section.ts';
import { checkSection } from './check-section.ts';
import { clauseSection } from './clause-section.ts';
import { evidenceSection } from './evidence-section.ts';
import { failureSection } from './failure-section.ts';
import { type Html, html } from './html.ts';
import { masthead } from './masthead.ts';
import { page } from './page.ts';
import { specSection } from './spec-section.ts';
import { subjectSection } from './subject-section.ts';
import { waiverSection } from './waiver-section.ts';

type Section = { id: string; title: string; content: Html | null };

/** The verdict as one page for people: what decides first, everything else below. */
export function verdictHtml(verdict: Verdict, look: Pick<Look, 'archive'> = {}): string {
  const sections: Section[] = [
    { id: 'failures', title: 'Failures', content: failureSection(verdict) },
    { id: 'clauses', title: 'Clauses', content: clauseSection(verdict) },
    { id: 'checks', title: 'Checks of our own', content: checkSection(verdict) },
    { id: 'attempts', title: 'Attempts', content: attemptSection(verdict) },
    { id: 'waivers', title: 'Waivers', content: waiverSection(verdict) },
    { id: 'cluster', title: 'Cluster and run', content: subjectSection(verdict) },
    { id: 'specs', title: 'All specs', content: specSection(verdict) },
    { id: 'evidence', title: 'Evidence', content: evidenceSection(verdict) },
  ];
  const present = sections.filter(({ content }) => content !== null);
  const { standard, archive, tool } = verdict;
  return page(
    `${verdictPhrase(verdict)}: ${archive.name}, ${standard.id}`,
    html`<a class="skip" href="#content">Skip to the content</a>
${masthead(verdict, look)}
<nav aria-label="Sections"><ul>${present.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main id="content" tabindex="-1">
${present.map(({ content }) => content)}
</main>
<footer><p>${standard.id}, ${standard.title}, judged by ${tool.name} ${tool.version}.</p></footer>`,
  );
}
