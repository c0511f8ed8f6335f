import { ESTABLISHED } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { scenarioIds } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { SeenBySamples } from '../cluster/matrix/defects/defect-table.ts';
import { SOUND } from '../results-parsers/policy-model/defects/model-defect.ts';
import { BY_CHANCE, failedScenarios, type RealDefect } from './real-defects.ts';
import { linkOf, specText } from './simulated-defects-section.ts';

const NOT_RUN = 'not run yet';

/** What is said of defects that a real engine was given, in Markdown. */
export function realDefects(all: readonly RealDefect[]): string {
  const rows = all.filter(({ defect }) => defect !== SOUND.name);
  const count = (isSeen: (row: RealDefect) => boolean): number => rows.filter(isSeen).length;
  const [some] = rows.flatMap(({ scenarios }) => scenarios ?? []);
  return `## On a real cluster

${some?.engine ?? 'An engine'} on Kubernetes ${some?.kubernetes ?? ''} enforced what it was told. What it was told was made to be what an engine with the
defect believes: [an API server that lies](../test/cluster/matrix/defects/lying-api.ts) stands between the two, and tells the engine of policies, pods and
namespaces as the simulated defect takes them ([why](adr/0037-a-sound-engine-is-lied-to-for-its-defects.md)). Where packets take a way past the engine, rules of iptables let them pass (*past it*). Then everything ran
for real. \`npm run test:cluster -- --matrix defects\` fills [the data](defects.json), row by row, with digests of observations and reports; it goes on where it was.

- *upstream*: how many of upstream's specs failed, of those that were run. Where simulation says that some fail, one or two of them were run, as each waits for
  a minute and more; otherwise all that give the engine occasion to show the defect. Where not one does, all ran at once on an engine with all such defects
  together. ${count(isSeenByUpstream)} of ${count(({ upstream }) => upstream !== undefined)} defects were noticed.
- *scenarios*: which scenarios of [network-policy-beyond-upstream](checks.md) failed. Most rows leave out those that give the engine no occasion, as all that it
  would be told is the truth, and the two of new pods, which \`${BY_CHANCE}\` is one of: this engine fails it by chance without any defect, so that it
  counts only where the defect is about it. ${count(isSeenByScenarios)} of ${count(({ scenarios }) => scenarios !== undefined)} defects were noticed.
- *drawn*: the seconds that [network-policy-sampled](checks.md) took to find a wrong connection once its pods ran, beside six other checks on two cores.
  ${count(isSeenBySamples)} of ${count(({ samples }) => samples !== undefined)} were found; \`-\`: not within three minutes.
- *verdict*: with upstream's specs alone, as the standard asks; the second with \`--extended\`.

${soundSentence(all)}

${count(isSeenByOurs)} of ${rows.length} defects were noticed by our checks, ${count((row) => isSeenByOurs(row) || isSeenByUpstream(row))} by anything.

| an engine that | reports | lies | upstream | scenarios | drawn | verdict | extended | smallest policies |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}

${remarks(rows)}`;
}

/** Of the engine that was told the truth, and whether each scenario was seen to fail. */
function soundSentence(all: readonly RealDefect[]): string {
  const sound = all.find(({ defect }) => defect === SOUND.name)?.scenarios;
  const failed = new Set(all.flatMap(failedScenarios));
  const never = scenarioIds.filter((id) => id !== BY_CHANCE && id !== ESTABLISHED && !failed.has(id));
  const told =
    sound === undefined
      ? ''
      : `Told the truth by the same API server, the engine passed ${sound.passed} scenarios and failed ${sound.failed.length}. `;
  return `${told}Each scenario was seen to fail on an engine with a defect${never.length === 0 ? '' : `, but for ${never.join(', ')}`}.`;
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

/** By the scenarios or by what was drawn. */
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
    lies === null ? 'past it' : String(lies ?? ''),
    upstream === undefined
      ? NOT_RUN
      : `${upstream.failed.length} of ${upstream.failed.length + upstream.passed.length}`,
    scenarios === undefined ? NOT_RUN : listed(failed),
    samples === undefined ? NOT_RUN : String(samples.secondsUntilFound ?? '-'),
    ...verdicts(row),
    (samples?.smallest ?? []).map((state) => `\`${stateText(state)}\``).join(' then '),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Of the standard's verdict and of that with `--extended`; empty: too little was run to say. */
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

/** What differs from simulation, and what nobody noticed. */
function remarks(rows: readonly RealDefect[]): string {
  const remarkable = rows.filter(({ explanation }) => explanation !== null);
  if (remarkable.length === 0) return '';
  const lines = remarkable.map(
    ({ defect, otherwise, explanation }) =>
      `- ${defect}${otherwise.length === 0 ? '' : ` (${listed(otherwise)})`}: ${explanation ?? ''}`,
  );
  return `### Otherwise than in simulation, or not noticed\n\n${lines.join('\n')}\n`;
}
