import type { SoundRun } from '../cluster/matrix/defects/defect-table.ts';

const KNOWS_NO_SIDECARS =
  'it looks the names of ports up in the ordinary containers of pods alone, as other engines did until it was reported to them (https://github.com/kubernetes/kubernetes/issues/125285)';

/** Why a scenario fails on an engine without a defect of ours, by engine and scenario. A test requires a reason for each failure. */
const explanations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-network-policies': {
    'named-port-of-sidecar': KNOWS_NO_SIDECARS,
    'policy-before-pod':
      'it hears of a new pod from the API server, at times after the first process of the pod has started; its NRI plugin, which would tell it sooner, is off on the test cluster',
  },
  cilium: { 'named-port-of-sidecar': KNOWS_NO_SIDECARS },
  'kube-router': {
    'named-port-of-sidecar': KNOWS_NO_SIDECARS,
    'named-port-per-pod-egress':
      "if an egress rule has a port name and no peers, it looks the name up only in the pods of the policy's own namespace (pkg/controllers/netpol/policy.go)",
    'policy-before-pod':
      'it hears of a new pod from the API server and then writes the rules of all policies, while the first process of the pod may already run (https://github.com/cloudnativelabs/kube-router/issues/873); later versions reject such traffic with `--netpol-default-deny` (https://github.com/cloudnativelabs/kube-router/pull/2079)',
  },
};

/** The scenarios without a yes in a run on a sound engine, and why; null: the reason is not known. */
export function soundRemarks({ engine, failed, undecided }: SoundRun): { scenario: string; why: string | null }[] {
  const [name = ''] = engine.split(' ');
  return Object.keys({ ...failed, ...undecided }).map((scenario) => ({
    scenario,
    why: explanations[name]?.[scenario] ?? null,
  }));
}

/** The section about engines without a defect of ours, in Markdown. */
export function soundEnginesSection(runs: readonly SoundRun[]): string {
  const remarks = new Map(
    runs.flatMap((run) =>
      soundRemarks(run).map(
        ({ scenario, why }) => [`${run.engine.split(' ')[0]}, \`${scenario}\``, why ?? ''] as const,
      ),
    ),
  );
  const table = `| engine | Kubernetes | nodes | scenarios passed | failed or undecided | seconds | observations |
| --- | --- | --- | --- | --- | --- | --- |
${runs.map(lineOf).join('\n')}

${[...remarks].map(([what, why]) => `- ${what}: ${why}.`).join('\n')}
`;
  return `## False alarms

The check [network-policy-beyond-upstream](checks.md) on engines as they are released. \`npm run test:cluster -- --matrix sound\` adds runs.

${runs.length === 0 ? 'Not run yet, except for the engine above that is told the truth.\n' : table}`;
}

function lineOf({ engine, kubernetes, nodes, passed, failed, undecided, seconds, observations }: SoundRun): string {
  const others = Object.keys({ ...failed, ...undecided }).join(', ');
  const cells = [engine, kubernetes, nodes, passed, others, seconds, `\`${observations.slice(0, 12)}\``];
  return `| ${cells.join(' | ')} |`;
}
