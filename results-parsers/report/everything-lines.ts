import { counted } from '../verdict/counted.ts';
import type { SpecVerdict, Verdict } from '../verdict/verdict.ts';
import { wrapped } from './layout.ts';
import { splitName } from './spec-list.ts';

const INDENT = '  ';

/** What only somebody who wants to know everything reads: every spec, the evidence, and what else the verdict rests on. */
export function everythingLines(verdict: Verdict): string[] {
  return [...allSpecs(verdict), ...evidenceLines(verdict), ...inputLines(verdict)];
}

function allSpecs({ specs }: Verdict): string[] {
  const containers = Map.groupBy(specs, ({ name }) => splitName(name).container);
  return [
    '',
    `SPECS     ${counted(specs.length, 'spec')}, with the seconds of each attempt`,
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
    `EVIDENCE  ${counted(evidence.length, 'file')} of the archive, with SHA-256`,
    ...evidence.flatMap(({ path, bytes, sha256 }) => [
      '',
      ...wrapped(`${path}, ${counted(bytes, 'byte')}`, INDENT),
      ...wrapped(sha256, `${INDENT}  `),
    ]),
  ];
}

function inputLines({ inputs, tool }: Verdict): string[] {
  const { plugin, limits, waivers, declarations, defaultWaivers, asOf, strictFlakes, extended } = inputs;
  const lines = [
    `tool: ${tool.name} ${tool.version}`,
    `plugin: ${plugin ?? 'the one that is there'}`,
    `default waivers: ${defaultWaivers ? 'in force' : 'left out'}`,
    ...waivers.map(({ source, sha256 }) => `waivers: ${source}, SHA-256 ${sha256}`),
    ...(declarations === null ? [] : [`declarations: ${declarations.source}, SHA-256 ${declarations.sha256}`]),
    `day: ${asOf ?? 'that of the run'}`,
    `a spec that failed and then passed: ${strictFlakes ? 'failed' : 'flaky, which counts as passed'}`,
    `what upstream's specs leave untried: ${extended ? 'required' : 'advice'}`,
    ...Object.entries(limits).map(([limit, value]) => `limit: ${limit} ${value}`),
  ];
  return ['', 'INPUTS    besides the archive', '', ...lines.flatMap((line) => wrapped(line, INDENT, `${INDENT}  `))];
}
