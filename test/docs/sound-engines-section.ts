import type { ScenarioId } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { counted } from '../../results-parsers/core/counted.ts';
import type { SoundRun } from '../cluster/matrix/defects/defect-table.ts';

const KNOWS_NO_SIDECARS =
  'it looks the names of ports up in the ordinary containers of pods alone, as other engines did until it was reported to them (https://github.com/kubernetes/kubernetes/issues/125285)';

const KNOWS_NO_ADDRESSES_OF_PODS =
  'it knows pods by their identities, so an ipBlock does not match them unless policy-cidr-match-mode is pods (https://github.com/cilium/cilium/issues/9209)';

/** Those whose answer depends on blocks that match pods. */
const BLOCK_SCENARIOS: readonly ScenarioId[] = [
  'ingress-ip-block',
  'ingress-ip-block-except',
  'egress-ip-block-except',
  'except-and-another-policy',
  'same-block-in-two-rules',
  'block-within-a-block',
  'named-port-and-block',
];

/** Why a scenario fails on an engine without a defect of ours, by engine and scenario. A test requires a reason for each failure. */
const explanations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-network-policies': {
    'named-port-of-sidecar': KNOWS_NO_SIDECARS,
    'policy-before-pod':
      'it hears of a new pod from the API server, at times after the first process of the pod has started; its NRI plugin, which would tell it sooner, is off on the test cluster',
  },
  cilium: {
    ...Object.fromEntries(BLOCK_SCENARIOS.map((id) => [id, KNOWS_NO_ADDRESSES_OF_PODS])),
    'named-port-of-sidecar': KNOWS_NO_SIDECARS,
    'policy-types-narrower-than-rules':
      'it converts the rules of both directions, whatever policyTypes says (https://github.com/cilium/cilium/issues/48703)',
  },
  'kube-router': {
    'named-port-of-sidecar': KNOWS_NO_SIDECARS,
    'named-port-per-pod-egress':
      "if an egress rule has a port name and no peers, it looks the name up only in the pods of the policy's own namespace (pkg/controllers/netpol/policy.go)",
    'policy-before-pod':
      'it hears of a new pod from the API server and then writes the rules of all policies, while the first process of the pod may already run (https://github.com/cloudnativelabs/kube-router/issues/873); later versions reject such traffic with `--netpol-default-deny` (https://github.com/cloudnativelabs/kube-router/pull/2079)',
  },
};

/** The scenarios without a yes in a run on a sound engine, and why; null: the reason is not known. */
export function soundRemarks(run: SoundRun): { scenario: string; why: string | null }[] {
  return Object.keys({ ...run.failed, ...run.undecided }).map((scenario) => ({
    scenario,
    why: explanations[nameOf(run)]?.[scenario] ?? null,
  }));
}

/** The section about engines without a defect of ours, in Markdown. */
export function soundEnginesSection(runs: readonly SoundRun[]): string {
  const table = `${countsIn(runs)}. Each scenario that failed or was not decided has its reason below the table.

| engine | Kubernetes | nodes | scenarios passed | failed or undecided | seconds | observations |
| --- | --- | --- | --- | --- | --- | --- |
${runs.map(lineOf).join('\n')}

${reasonsIn(runs).join('\n')}
`;
  return `## False alarms

The check [network-policy-beyond-upstream](checks.md) on engines as they are released. \`npm run test:cluster -- --matrix sound\` adds runs.

${runs.length === 0 ? 'Not run yet, except for the engine above that is told the truth.\n' : table}`;
}

function nameOf({ engine }: SoundRun): string {
  return engine.split(' ')[0] ?? '';
}

function countsIn(runs: readonly SoundRun[]): string {
  const engines = [...Map.groupBy(runs, nameOf)].map(([name, some]) => `${some.length} of ${name}`);
  return `${counted(runs.length, 'run')}: ${engines.join(', ')}`;
}

/** A line for each engine and reason, with the scenarios that it explains. */
function reasonsIn(runs: readonly SoundRun[]): string[] {
  const remarks = runs.flatMap((run) => soundRemarks(run).map((remark) => ({ name: nameOf(run), ...remark })));
  return [...Map.groupBy(remarks, ({ name, why }) => `${name} ${why}`).values()].flatMap((some) => {
    const scenarios = [...new Set(some.map(({ scenario }) => `\`${scenario}\``))].sort();
    return some.slice(0, 1).map(({ name, why }) => `- ${name}, ${scenarios.join(', ')}: ${why ?? ''}.`);
  });
}

function lineOf({ engine, kubernetes, nodes, passed, failed, undecided, seconds, observations }: SoundRun): string {
  const others = Object.keys({ ...failed, ...undecided }).join(', ');
  const cells = [engine, kubernetes, nodes, passed, others, seconds, `\`${observations.slice(0, 12)}\``];
  return `| ${cells.join(' | ')} |`;
}
