import { counted } from '../core/counted.ts';
import type { SpecVerdict, Verdict } from '../documents/verdict/verdict.ts';
import { printable, wrapped } from './layout.ts';
import { recomputation } from './recomputation.ts';
import { splitName } from './spec-list.ts';

const INDENT = '  ';

/** For readers who want everything: every spec, the evidence, and how to recompute the verdict. */
export function everythingLines(verdict: Verdict): string[] {
  return [...allSpecs(verdict), ...evidenceLines(verdict), ...recomputationLines(verdict)];
}

function allSpecs({ specs }: Verdict): string[] {
  const containers = Map.groupBy(specs, ({ name }) => splitName(name).container);
  return [
    '',
    ...wrapped(`${counted(specs.length, 'spec')}, with the duration of each attempt in seconds`, 'SPECS     '),
    ...[...containers].flatMap(([container, members]) => [
      '',
      ...wrapped(container, INDENT),
      ...members.flatMap((spec) => wrapped(specLine(spec), `${INDENT}  - `)),
    ]),
  ];
}

function specLine({ name, outcome, outcomeBeforeWaivers, waivedBy, required, attempts }: SpecVerdict): string {
  const waived = waivedBy.length > 0 ? ` (${outcomeBeforeWaivers}; by ${waivedBy.join(', ')})` : '';
  const beyond = required ? '' : ' (not required)';
  const seconds = attempts.map(({ seconds }) => (seconds === null ? '?' : seconds.toFixed(1))).join(', ');
  return `${outcome}${waived}${beyond}: ${splitName(name).leaf}${seconds === '' ? '' : ` [${seconds}]`}`;
}

function evidenceLines({ evidence }: Verdict): string[] {
  return [
    '',
    ...wrapped(`${counted(evidence.length, 'file')} of the archive, with SHA-256`, 'EVIDENCE  '),
    ...evidence.flatMap(({ path, bytes, sha256 }) => [
      '',
      ...wrapped(`${path}, ${counted(bytes, 'byte')}`, INDENT),
      ...wrapped(sha256, `${INDENT}  `),
    ]),
  ];
}

function recomputationLines(verdict: Verdict): string[] {
  const { name, version } = verdict.tool;
  const commands = recomputation(verdict).flatMap((command) => wrapped(command, INDENT, `${INDENT}  `));
  return ['', printable(`RECOMPUTE with ${name} ${version}`), '', ...commands];
}
