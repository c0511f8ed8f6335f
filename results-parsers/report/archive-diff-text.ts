import type { ArchiveDiff, Change, ClauseDiff, SpecDiff, SpecState } from '../compare/archive-diff.ts';
import { badness } from '../compare/spec-diffs.ts';
import { counted } from '../verdict/counted.ts';
import { wrapped } from './layout.ts';
import { splitName } from './spec-list.ts';

const LABEL_WIDTH = 10;
const INDENT = '  ';

/** What changed, for people: what matters most first; 80 columns, plain text. */
export function archiveDiffText(diff: ArchiveDiff): string {
  const lines = [
    ...wrapped(headline(diff), ''),
    '',
    ...(['a', 'b'] as const).flatMap((side) => archiveLines(side, diff)),
    ...diff.clauses.flatMap(clauseLines),
    ...(['worse', 'better', 'other'] as const).flatMap((change) => specLines(change, diff.specs)),
    ...factLines('FACTS', diff.facts),
    ...factLines(
      'WAIVERS',
      diff.waivers.map(({ id, a, b }) => ({ name: id, a: a ?? 'not in force', b: b ?? 'not in force' })),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ verdict, matters }: ArchiveDiff): string {
  if (verdict.a !== verdict.b) return `CHANGED: from ${verdict.a} to ${verdict.b}`;
  return matters ? `CHANGED: ${verdict.b} as before` : `NOTHING THAT MATTERS CHANGED: both are ${verdict.b}`;
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
    ...labelled(level, `${id}: ${outcomeText(outcome)}`),
    ...reasons('B', findings.b),
    ...reasons('A', findings.a),
  ];
}

function outcomeText({ a, b }: ClauseDiff['outcome']): string {
  const [before, after] = [a, b].map((outcome) => outcome.replace('-', ' ').toUpperCase());
  return a === b ? `${after} as before, for other reasons` : `from ${before} to ${after}`;
}

function reasons(side: 'A' | 'B', findings: ClauseDiff['findings']['a']): string[] {
  if (findings.length === 0) return [];
  const mark = { fails: 'x', voids: '!', undetermines: '?', advises: 'i' } as const;
  return [
    '',
    `${INDENT}only ${side}:`,
    ...findings.flatMap(({ effect, text }) => wrapped(text, `${INDENT}${mark[effect]} `)),
  ];
}

const HEADINGS: Readonly<Record<Change, string>> = {
  worse: 'WORSE',
  better: 'BETTER',
  other: 'OTHER',
};

/** As many as two catalogues have. A list of more hides what follows it. */
const MOST_SPECS = 100;

function specLines(change: Change, specs: readonly SpecDiff[]): string[] {
  const changed = specs.filter((spec) => spec.change === change);
  if (changed.length === 0) return [];
  const transitions = Map.groupBy(changed.sort(mostTellingFirst).slice(0, MOST_SPECS), transitionText);
  const more = changed.length - MOST_SPECS;
  return [
    '',
    ...labelled(HEADINGS[change], counted(changed.length, 'spec')),
    ...[...transitions].flatMap(([transition, members]) => [
      '',
      ...wrapped(`${counted(members.length, 'spec')} ${transition}`, INDENT),
      ...containerLines(members),
    ]),
    ...(more > 0 ? ['', ...wrapped(`and ${more} more, which the JSON form names`, INDENT)] : []),
  ];
}

/** Failures before all else, whether they came or went; then by name. */
function mostTellingFirst(one: SpecDiff, other: SpecDiff): number {
  const [weight, otherWeight] = [one, other].map(({ a, b }) =>
    Math.max(badness[a?.outcome ?? 'passed'], badness[b?.outcome ?? 'passed']),
  );
  return (otherWeight ?? 0) - (weight ?? 0) || (one.name < other.name ? -1 : 1);
}

function transitionText({ a, b }: SpecDiff): string {
  return `from ${stateText(a)} to ${stateText(b)}`;
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

function stateText(state: SpecState | null): string {
  if (state === null) return 'not known to the run';
  const before = state.outcome === 'waived' ? ` (${state.outcomeBeforeWaivers})` : '';
  return `${state.outcome}${before}${state.required ? '' : ', not required'}`;
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
