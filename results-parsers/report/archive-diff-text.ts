import { counted } from '../core/counted.ts';
import type { ArchiveDiff, Change, ClauseDiff, SpecDiff, SpecState } from '../documents/archive-diff.ts';
import { changes, diffHeadline, MOST_SPECS, outcomeChange, transitions, waiverFacts } from './diff-words.ts';
import type { Look } from './format.ts';
import { atWidth, PAGE_WIDTH, wrapped } from './layout.ts';
import { findingMarks } from './severity.ts';
import { splitName } from './spec-list.ts';

const LABEL_WIDTH = 10;
const INDENT = '  ';

/** What changed, for people, most important first; plain text. */
export function archiveDiffText(diff: ArchiveDiff, { width = PAGE_WIDTH }: Pick<Look, 'width'> = {}): string {
  return atWidth(width, () => `${linesOf(diff).join('\n')}\n`);
}

function linesOf(diff: ArchiveDiff): string[] {
  return [
    ...wrapped(headline(diff), ''),
    '',
    ...(['a', 'b'] as const).flatMap((side) => archiveLines(side, diff)),
    ...diff.clauses.flatMap(clauseLines),
    ...changes.flatMap((change) => specLines(change, diff.specs)),
    ...factLines('FACTS', diff.facts),
    ...factLines('WAIVERS', waiverFacts(diff)),
  ];
}

function headline(diff: ArchiveDiff): string {
  const { word, text } = diffHeadline(diff);
  return `${word.toUpperCase()}: ${text}`;
}

function archiveLines(side: 'a' | 'b', { archives }: ArchiveDiff): string[] {
  const { name, bytes, sha256 } = archives[side];
  const same = side === 'b' && archives.a.sha256 === sha256 ? 'the same bytes as A' : `SHA-256 ${sha256}`;
  return labelled(side.toUpperCase(), `${name}, ${counted(bytes, 'byte')}, ${same}`);
}

function labelled(label: string, text: string): string[] {
  return wrapped(text, label.padEnd(LABEL_WIDTH), ' '.repeat(LABEL_WIDTH));
}

function clauseLines({ id, level, outcome, findings }: ClauseDiff): string[] {
  return [
    '',
    ...labelled(level, `${id}: ${outcomeChange({ a: outcome.a.toUpperCase(), b: outcome.b.toUpperCase() })}`),
    ...reasons('B', findings.b),
    ...reasons('A', findings.a),
  ];
}

function reasons(side: 'A' | 'B', findings: ClauseDiff['findings']['a']): string[] {
  if (findings.length === 0) return [];
  return [
    '',
    `${INDENT}only ${side}:`,
    ...findings.flatMap(({ effect, text }) => wrapped(text, `${INDENT}${findingMarks[effect]} `)),
  ];
}

const HEADINGS: Readonly<Record<Change, string>> = {
  worse: 'WORSE',
  better: 'BETTER',
  other: 'OTHER',
};

function specLines(change: Change, specs: readonly SpecDiff[]): string[] {
  const { all, groups } = transitions(change, specs);
  if (all === 0) return [];
  const more = all - MOST_SPECS;
  return [
    '',
    ...labelled(HEADINGS[change], counted(all, 'spec')),
    ...groups.flatMap(([transition, members]) => [
      '',
      ...wrapped(`${counted(members.length, 'spec')} ${transition}`, INDENT),
      ...containerLines(members),
    ]),
    ...(more > 0 ? ['', ...wrapped(`and ${more} more, which the JSON format names`, INDENT)] : []),
  ];
}

function containerLines(specs: readonly SpecDiff[]): string[] {
  const containers = Map.groupBy(specs, ({ name }) => splitName(name).container);
  return [...containers].flatMap(([container, members]) => [
    ...wrapped(container, `${INDENT}  `),
    ...members.flatMap((spec) => [
      ...wrapped(splitName(spec.name).leaf, `${INDENT}    - `),
      ...reasonLines('A', spec.a),
      ...reasonLines('B', spec.b),
    ]),
  ]);
}

function reasonLines(side: 'A' | 'B', state: SpecState | null): string[] {
  return state?.reason == null ? [] : wrapped(state.reason, `${INDENT}      ${side}: `);
}

function factLines(heading: string, facts: ArchiveDiff['facts']): string[] {
  if (facts.length === 0) return [];
  return [
    '',
    heading,
    ...facts.flatMap(({ name, a, b }) =>
      wrapped(`${name}: from ${a || 'nothing'} to ${b || 'nothing'}`, INDENT, `${INDENT}  `),
    ),
  ];
}
