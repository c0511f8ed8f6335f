import { counted } from '../../core/counted.ts';
import type { ArchiveDiff, Change, ClauseDiff, SpecDiff, SpecState } from '../../documents/archive-diff.ts';
import { changes, diffHeadline, outcomeChange, transitions, waiverFacts } from '../diff-words.ts';
import { BoundedText } from './bounded-text.ts';
import { folded, MOST_BYTES } from './folded.ts';
import { code, sentence } from './markdown-text.ts';

/** What changed, for a comment on a change or a job summary, most important first. */
export function diffMarkdown(diff: ArchiveDiff): string {
  const text = new BoundedText(MOST_BYTES, '');
  text.add(head(diff));
  text.addSection({ open: '', items: diff.clauses.flatMap(clauseItems), close: '\n', left: unlisted });
  for (const change of changes) {
    const { all, groups } = transitions(change, diff.specs);
    const items = groups.flatMap(([transition, specs]) => specs.map((spec) => specItem(transition, spec)));
    if (all > 0) text.addSection(folded(`${HEADINGS[change]}: ${counted(all, 'spec')}`, items));
  }
  const facts = [...diff.facts, ...waiverFacts(diff)];
  if (facts.length > 0) text.addSection(folded(counted(facts.length, 'other difference'), facts.map(factItem)));
  return text.toString();
}

const HEADINGS: Readonly<Record<Change, string>> = { worse: 'Worse', better: 'Better', other: 'Other' };

function head(diff: ArchiveDiff): string {
  const { word, text } = diffHeadline(diff);
  const rows = (['a', 'b'] as const).map((side) => {
    const { name, bytes, sha256 } = diff.archives[side];
    return `| ${side.toUpperCase()} | ${sentence(name, 300)} | ${counted(bytes, 'byte')} | ${sha256} | ${diff.verdict[side]} |`;
  });
  return [
    `## ${word}: ${text}`,
    '',
    '| | Archive | | SHA-256 | Verdict |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '',
  ].join('\n');
}

function clauseItems({ id, level, outcome, findings }: ClauseDiff): string[] {
  return [
    `- **${level} ${id}**: ${outcomeChange(outcome)}\n`,
    ...findings.b.map(({ text }) => `  - only B: ${sentence(text)}\n`),
    ...findings.a.map(({ text }) => `  - only A: ${sentence(text)}\n`),
  ];
}

function unlisted(count: number): string {
  return `- and ${count} more\n`;
}

function specItem(transition: string, { name, a, b }: SpecDiff): string {
  return `- ${transition}: ${code(name)}\n${reason('A', a)}${reason('B', b)}`;
}

function reason(side: 'A' | 'B', state: SpecState | null): string {
  return state?.reason == null ? '' : `  - ${side}: ${sentence(state.reason)}\n`;
}

function factItem({ name, a, b }: ArchiveDiff['facts'][number]): string {
  return `- ${sentence(name)}: from ${a ? code(a) : 'nothing'} to ${b ? code(b) : 'nothing'}\n`;
}
