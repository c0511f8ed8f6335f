import type { Finding } from '../documents/verdict/finding.ts';
import type { SpecVerdict } from '../documents/verdict/verdict.ts';
import { nothingIsEnforced } from '../verdict/nothing-enforced.ts';
import { failureGroups } from './failure-groups.ts';
import { wrapped } from './layout.ts';
import { attemptsOf, firstLineOf, splitName } from './spec-list.ts';

/** If nothing is enforced, the others show the same. */
const DETAILED_WHERE_NOTHING_IS_ENFORCED = 4;

/** `all`: the specs of the run. `findings`: those of the clause. `verbose`: each in detail, also those that say the same. */
type Listing = { all: readonly SpecVerdict[]; findings: readonly Finding[]; indent: string; verbose: boolean };

/** Failed specs, grouped by what their failures mean: the most important first, with one remedy for each group. */
export function failureLines(failed: readonly SpecVerdict[], { all, findings, indent, verbose }: Listing): string[] {
  const isBrief = !verbose && nothingIsEnforced(all);
  const printed = new Set<string>();
  return failureGroups(failed, findings).flatMap(({ kind, heading, remedies, specs }) => {
    const lines = wrapped(heading, indent);
    if (isBrief && kind === 'leak') return ['', ...lines, ...shortLines(specs, indent)];
    return [
      '',
      ...lines,
      ...remedies.flatMap((remedy) => wrapped(remedy, `${indent}-> `)),
      ...containers(specs).flatMap(([container, members]) => [
        '',
        ...containerLines(container, members, printed, indent),
      ]),
    ];
  });
}

function shortLines(specs: readonly SpecVerdict[], indent: string): string[] {
  const detailed = new Set(specs.slice(0, DETAILED_WHERE_NOTHING_IS_ENFORCED));
  const lines = containers(specs).flatMap(([container, members]) => [
    '',
    ...wrapped(container, indent),
    ...members.flatMap((spec) => [
      ...leafLines(spec, indent),
      ...(detailed.has(spec) ? detailLines(spec, indent) : []),
    ]),
  ]);
  const hint = 'The verbose form of this verdict lists the wrong connections of each spec.';
  return specs.length > detailed.size ? [...lines, '', ...wrapped(hint, indent)] : lines;
}

function containerLines(
  container: string,
  specs: readonly SpecVerdict[],
  printed: Set<string>,
  indent: string,
): string[] {
  const byRequirement = Map.groupBy(specs, ({ explanation }) => explanation?.requirement ?? '');
  return [
    ...wrapped(container, indent),
    ...[...byRequirement].flatMap(([requirement, members]) => {
      const isNew = requirement !== '' && !printed.has(requirement);
      printed.add(requirement);
      return [...(isNew ? wrapped(requirement, `${indent}  `) : []), ...memberLines(members, indent)];
    }),
  ];
}

function memberLines(specs: readonly SpecVerdict[], indent: string): string[] {
  const meanings = specs.map((spec) => meaningLines(spec, indent));
  const shared = specs.length > 1 && new Set(meanings.map((lines) => lines.join('\n'))).size === 1;
  if (!shared) return specs.flatMap((spec) => [...leafLines(spec, indent), ...detailLines(spec, indent)]);
  return [
    ...(specs[0] ? phrasesOf(specs[0]).flatMap((phrase) => wrapped(`each: ${phrase}`, `${indent}  `)) : []),
    ...specs.flatMap((spec) => [...leafLines(spec, indent), ...exercisesLines(spec, indent)]),
  ];
}

function leafLines({ name }: SpecVerdict, indent: string): string[] {
  return wrapped(splitName(name).leaf, `${indent}  - `);
}

function detailLines(spec: SpecVerdict, indent: string): string[] {
  return [...meaningLines(spec, indent), ...placeLines(spec, indent), ...exercisesLines(spec, indent)];
}

function meaningLines(spec: SpecVerdict, indent: string): string[] {
  return phrasesOf(spec).flatMap((phrase) => wrapped(phrase, `${indent}      `, `${indent}        `));
}

function exercisesLines({ exercises }: SpecVerdict, indent: string): string[] {
  return exercises === null ? [] : wrapped(`exercises ${exercises}`, `${indent}      `, `${indent}        `);
}

/** On which nodes the pods of the failure were, if the archive shows it. */
function placeLines({ places }: SpecVerdict, indent: string): string[] {
  const byNode = Map.groupBy(places, ({ node }) => node);
  return [...byNode].flatMap(([node, members]) => {
    if (node === null) return [];
    const pods = members.flatMap((place) => place.pods.map((pod) => `${place.namespace}/${pod}`));
    return wrapped(`on ${node}: ${pods.join(', ')}`, `${indent}      `, `${indent}        `);
  });
}

function phrasesOf(spec: SpecVerdict): string[] {
  return [...(spec.explanation?.phrases ?? [firstLineOf(spec)]), attemptsOf(spec)].filter((phrase) => phrase !== '');
}

function containers(specs: readonly SpecVerdict[]): [string, SpecVerdict[]][] {
  return [...Map.groupBy(specs, ({ name }) => splitName(name).container)];
}
