import { counted } from '../../core/counted.ts';
import type { Verdict, VerdictWord } from '../../documents/verdict/verdict.ts';
import { decidesVerdict } from '../../standard/levels.ts';
import { type CauseGroup, causeGroups } from '../cause-groups.ts';
import { failureGroups, hasFailed } from '../failure-groups.ts';
import type { Look } from '../format.ts';
import { leadOf } from '../lead.ts';
import { recomputation } from '../recomputation.ts';
import { inWords } from '../severity.ts';
import { shownWaivers } from '../shown-waivers.ts';
import { verdictFacts, verdictPhrase } from '../verdict-facts.ts';
import { BoundedText } from './bounded-text.ts';
import { folded, MOST_BYTES } from './folded.ts';
import { code, sentence } from './markdown-text.ts';
import { checkItem, evidenceItem, failureItem, specItem, waiverItem } from './verdict-items.ts';

/** The verdict for a comment on a change or the summary of a job: failures first, details folded, whatever an archive holds. */
export function verdictMarkdown(verdict: Verdict, look: Pick<Look, 'archive'> = {}): string {
  const text = new BoundedText(MOST_BYTES, ending(verdict));
  text.add(head(verdict));
  text.addSection({
    open: '',
    items: leadOf(verdict).groups.map((group) => groupItem(group)),
    close: '\n',
    left: unlisted,
  });
  text.add(factTable(verdict, look));
  const failed = verdict.specs.filter((spec) => hasFailed(spec) && spec.required);
  const findings = verdict.clauses.flatMap((clause) => clause.findings);
  for (const { heading, remedies, pointers, specs } of failureGroups(failed, findings)) {
    text.addSection(
      folded(
        heading,
        specs.map(failureItem),
        [...pointers, ...remedies].map((remedy) => `→ ${sentence(remedy)}`),
      ),
    );
  }
  text.add(clauseTable(verdict));
  addDetails(text, verdict);
  return text.toString();
}

function addDetails(text: BoundedText, verdict: Verdict): void {
  const { clauses, checks, waiversAsOf, specs, evidence } = verdict;
  const waivers = shownWaivers(verdict);
  const others = clauses.flatMap(({ id, level, findings }) =>
    causeGroups(findings)
      .filter(({ effect }) => effect === 'advises' || !decidesVerdict(level))
      .map((group) => ({ id, group })),
  );
  const withoutResult = specs.filter(
    ({ required, outcome }) => required && !['passed', 'flaky', 'failed', 'waived'].includes(outcome),
  );
  const day = waiversAsOf ?? 'a day that is not known';
  const sections: [string, string[]][] = [
    [`${counted(withoutResult.length, 'required spec')} without a result`, withoutResult.map(specItem)],
    [`${counted(checks.length, 'check')} of our own`, checks.map(checkItem)],
    [counted(others.length, 'remark'), others.map(({ id, group }) => groupItem(group, `${id}: `))],
    [`${counted(waivers.length, 'waiver')}, on ${day}`, waivers.map(waiverItem)],
    [counted(specs.length, 'spec'), specs.map(specItem)],
    [`${counted(evidence.length, 'file')} of evidence`, evidence.map(evidenceItem)],
  ];
  for (const [heading, items] of sections) if (items.length > 0) text.addSection(folded(heading, items));
}

const SIGNS: Readonly<Record<VerdictWord, string>> = { compliant: '✅', 'non-compliant': '❌', inconclusive: '❔' };

function head(verdict: Verdict): string {
  const { id, title } = verdict.standard;
  const heading = `## ${SIGNS[verdict.verdict]} ${verdictPhrase(verdict)}: ${sentence(`${id}, ${title}`)}`;
  return `${heading}\n\n**${leadOf(verdict).why}**\n\n`;
}

/** A cause with its remedy, and what follows from it beneath. */
function groupItem({ cause, consequences }: CauseGroup, about = ''): string {
  const follow = consequences.map(({ text }) => `  - follows from this: ${sentence(text)}\n`);
  return `- ${about}${sentence(cause.text)}\n  → ${sentence(cause.remedy)}\n${follow.join('')}`;
}

function unlisted(count: number): string {
  return `- and ${count} more\n`;
}

function factTable(verdict: Verdict, look: Pick<Look, 'archive'>): string {
  const rows = verdictFacts(verdict, look).map(({ label, text }) => `| ${label} | ${sentence(text, 300)} |`);
  return ['| | |', '|---|---|', ...rows, '', ''].join('\n');
}

function clauseTable({ clauses }: Verdict): string {
  const rows = clauses.map(
    ({ id, level, title, outcome }) => `| ${level} | ${id} | ${sentence(title)} | ${inWords(outcome)} |`,
  );
  return ['| Level | Clause | | Outcome |', '|---|---|---|---|', ...rows, '', ''].join('\n');
}

function ending(verdict: Verdict): string {
  const { tool } = verdict;
  const commands = recomputation(verdict).map((line) => `- ${code(line, 2000)}\n`);
  return `The same archive gives the same verdict, with ${sentence(tool.name, 50)} ${sentence(tool.version, 50)}:\n\n${commands.join('')}`;
}
