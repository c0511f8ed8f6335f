import { ESTABLISHED } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { isPath, scenarioIds } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { SeenBySamples } from '../cluster/matrix/defects/defect-table.ts';
import { SOUND } from '../results-parsers/policy-model/defects/model-defect.ts';
import { BY_CHANCE, failedScenarios, type RealDefect } from './real-defects.ts';
import { linkOf, specText } from './simulated-defects-section.ts';

const NOT_RUN = 'not run yet';

/** The section about defects of a real engine, in Markdown. */
export function realDefects(all: readonly RealDefect[]): string {
  const rows = all.filter(({ defect }) => defect !== SOUND.name);
  const count = (isSeen: (row: RealDefect) => boolean): number => rows.filter(isSeen).length;
  const [some] = rows.flatMap(({ scenarios }) => scenarios ?? []);
  return `## On a real cluster

${some?.engine ?? 'An engine'} on Kubernetes ${some?.kubernetes ?? ''} enforced what it was told, and was told what an engine with the
defect would believe: [an API server that lies](../test/cluster/matrix/defects/lying-api.ts) stands between the cluster and the engine, and describes policies,
pods and namespaces as the simulated defect misreads them ([why](adr/0037-a-sound-engine-is-lied-to-for-its-defects.md)). If a defect lets packets bypass the
engine, iptables rules let them through instead (*bypassed*). Everything else was real. \`npm run test:cluster -- --matrix defects\` fills [the data](defects.json)
row by row, with digests of observations and reports; if it is interrupted, the next call continues.

- *upstream*: how many of upstream's specs failed, of those that were run. If some fail in simulation, only one or two of them were run, since each waits for
  over a minute; if not one fails there, all that could show the defect were run. Defects that no spec could show were put into one engine together, and all specs were
  run on it once. No spec was run if packets bypass the engine, since the addresses of its pods are not known beforehand. ${count(isSeenByUpstream)} of ${count(({ upstream }) => upstream !== undefined)} defects were noticed.
- *scenarios*: which scenarios of [network-policy-beyond-upstream](checks.md) failed. Most rows leave out those that could not show the defect, since the
  engine would be told nothing but the truth, and the two about new pods. One of these, \`${BY_CHANCE}\`, fails by chance on this
  engine without any defect, so it counts only for the defect that is about it. ${count(isSeenByScenarios)} of ${count(({ scenarios }) => scenarios !== undefined)} defects were noticed.
- *drawn*: the seconds that [network-policy-sampled](checks.md) took to find a wrong connection once its pods ran, with six other checks running on the same two cores.
  ${count(isSeenBySamples)} of ${count(({ samples }) => samples !== undefined)} were found; \`-\`: not found within three minutes.
- *verdict*: with upstream's specs alone, as the standard requires; *extended*: with \`--extended\`.

${soundSentence(all)}

${count(isSeenByOurs)} of ${rows.length} defects were noticed by our checks, ${count((row) => isSeenByOurs(row) || isSeenByUpstream(row))} by our checks or upstream's specs.

| an engine that | reports | lies | upstream | scenarios | drawn | verdict | extended | smallest policies |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}

${remarks(rows)}`;
}

/** The sentence about the engine that was served the truth, and about scenarios that failed on no engine. */
function soundSentence(all: readonly RealDefect[]): string {
  const sound = all.find(({ defect }) => defect === SOUND.name)?.scenarios;
  const failed = new Set(all.flatMap(failedScenarios));
  const never = scenarioIds.filter((id) => id !== BY_CHANCE && id !== ESTABLISHED && !isPath(id) && !failed.has(id));
  const ofSound =
    sound === undefined
      ? ''
      : `Told the truth by the same API server, the engine passed ${sound.passed} scenarios and failed ${sound.failed.length}. `;
  return `${ofSound}Every scenario failed on at least one engine with a defect${never.length === 0 ? '' : `, except ${never.join(', ')}`}.`;
}

function isSeenByUpstream({ upstream }: RealDefect): boolean {
  return (upstream?.failed.length ?? 0) > 0;
}

function isSeenByScenarios(row: RealDefect): boolean {
  return failedScenarios(row).length > 0;
}

function isSeenBySamples({ samples }: RealDefect): boolean {
  return samples?.answer === 'no';
}

/** Whether the scenarios or the drawn policies noticed the defect. */
export function isSeenByOurs(row: RealDefect): boolean {
  return isSeenByScenarios(row) || isSeenBySamples(row);
}

function lineOf(row: RealDefect): string {
  const { defect, reports, scenarios, samples, upstream } = row;
  const lies = (scenarios ?? samples ?? upstream)?.lies;
  const failed = failedScenarios(row);
  const cells = [
    defect,
    reports.map(linkOf).join(' '),
    lies === null ? 'bypassed' : String(lies ?? ''),
    upstreamCell(upstream, lies === null),
    scenarios === undefined ? NOT_RUN : listed(failed),
    samples === undefined ? NOT_RUN : String(samples.secondsUntilFound ?? '-'),
    ...verdicts(row),
    (samples?.smallest ?? []).map((state) => `\`${stateText(state)}\``).join(' then '),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** @param isBypassed whether packets bypass the engine: then no spec is run at all */
function upstreamCell(upstream: RealDefect['upstream'], isBypassed: boolean): string {
  if (upstream !== undefined) return `${upstream.failed.length} of ${upstream.failed.length + upstream.passed.length}`;
  return isBypassed ? 'not run' : NOT_RUN;
}

/** The standard's verdict and that with `--extended`; empty if too little was run to know. */
function verdicts(row: RealDefect): [string, string] {
  const ofUpstream = row.upstream === undefined ? '' : 'compliant';
  const strict = isSeenByUpstream(row) ? 'non-compliant' : ofUpstream;
  if (strict === 'non-compliant' || isSeenByOurs(row)) return [strict, 'non-compliant'];
  return [strict, row.scenarios === undefined ? '' : strict];
}

function listed(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');
}

function stateText({ specs, labels }: SeenBySamples['smallest'][number]): string {
  const changed = Object.entries(labels).map(([name, own]) => `${name}: ${JSON.stringify(own)}`);
  return [...specs.map(specText), ...changed].join('; ');
}

/** The differences from the simulation, and the defects that nothing noticed. */
function remarks(rows: readonly RealDefect[]): string {
  const remarkable = rows.filter(({ explanation }) => explanation !== null);
  if (remarkable.length === 0) return '';
  const lines = remarkable.map(
    ({ defect, otherwise, explanation }) =>
      `- ${defect}${otherwise.length === 0 ? '' : ` (${listed(otherwise)})`}: ${explanation ?? ''}`,
  );
  return `### Different from simulation, or not noticed\n\n${lines.join('\n')}\n`;
}
