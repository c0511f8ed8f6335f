import { counted } from '../core/counted.ts';
import type { CatalogueDocument } from '../documents/catalogue-document.ts';
import { wrapped } from './layout.ts';
import { splitName } from './spec-list.ts';

const LABEL_WIDTH = 10;
const INDENT = '  ';

/** What is required and why, for people: plain text. */
export function catalogueText(document: CatalogueDocument): string {
  const { standard, clause, minors, specs } = document;
  const [everywhere, somewhere] = [true, false].map((all) =>
    specs.filter((spec) => (spec.minors.length === minors.length) === all),
  );
  const lines = [
    ...wrapped(`${standard.id}, ${standard.title}`, ''),
    '',
    ...wrapped(`${clause.id}: ${clause.title}`, clause.level.padEnd(LABEL_WIDTH)),
    ...wrapped(clause.decision, ' '.repeat(LABEL_WIDTH)),
    ...wrapped(requirement(document), ' '.repeat(LABEL_WIDTH)),
    ...differences(somewhere ?? [], minors.length, everywhere?.length ?? 0),
    ...containers(everywhere ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

function requirement({ minors }: CatalogueDocument): string {
  const counts = new Set(minors.map(({ specs }) => specs));
  const versions = spanOf(minors.map(({ minor }) => minor));
  const [only] = counts;
  const each = minors.length > 1 ? 'each of ' : '';
  return counts.size === 1 && only !== undefined
    ? `For ${each}Kubernetes ${versions}: ${counted(only, 'spec')}. Each must pass or be exempted by a waiver.`
    : `For Kubernetes ${minors.map(({ minor, specs }) => `${minor}: ${counted(specs, 'spec')}`).join(', ')}. Each must pass or be exempted by a waiver.`;
}

/** Specs that only some versions require come first: they are what readers look for in a list of several versions. */
function differences(specs: CatalogueDocument['specs'], minors: number, common: number): string[] {
  if (minors === 1) return [];
  if (specs.length === 0) return ['', ...wrapped('The versions do not differ.', '')];
  const byMinors = Map.groupBy(specs, (spec) => spanOf(spec.minors));
  return [
    ...[...byMinors].flatMap(([span, members]) => ['', `ONLY IN ${span}`, ...containers(members)]),
    '',
    `IN ALL    ${counted(common, 'spec')}`,
  ];
}

function containers(specs: CatalogueDocument['specs']): string[] {
  const byContainer = Map.groupBy(specs, ({ name }) => splitName(name).container);
  return [...byContainer].flatMap(([container, members]) => [
    '',
    ...wrapped(container, INDENT),
    ...members.flatMap(({ name, exercises, description }) => [
      ...wrapped(splitName(name).leaf, `${INDENT}  - `),
      ...wrapped(description, `${INDENT}      `),
      ...wrapped(`exercises ${exercises}`, `${INDENT}      `),
    ]),
  ]);
}

/** The minors in few words; they are consecutive, except for those that a catalogue leaves out. */
function spanOf(minors: readonly string[]): string {
  const [first = '', ...others] = minors;
  const numbers = minors.map((minor) => Number(minor.split('.')[1]));
  const successive = numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
  if (others.length < 2 || !successive) return minors.join(', ');
  return `${first} to ${others.at(-1)}`;
}
