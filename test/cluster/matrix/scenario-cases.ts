import type { Conclusion } from '../../../results-parsers/checks/conclusion.ts';
import { type ScenarioId, scenarioIds } from '../../../results-parsers/checks/network-policy/scenario-texts.ts';
import type { CheckPart } from '../../../results-parsers/documents/checks/check-verdict.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import { withDefect, withFirstFamilyJudged, withNodeTrafficJudged } from './defects/defective-engine.ts';
import type { Defect } from './defects/defects.ts';
import type { ScenarioBench } from './scenario-bench.ts';

export type ScenarioOutcome = CheckPart['answer'];
type Expected = Readonly<Partial<Record<ScenarioId, readonly ScenarioOutcome[]>>>;

/** Scenarios of the check network-policy-beyond-upstream, carried out on one engine, sound or not. */
export interface ScenarioCase {
  readonly name: string;
  readonly cluster: Pick<ClusterOptions, 'engine' | 'nodes' | 'ipFamily'>;
  /** The scenarios whose rows need it. */
  readonly shows: readonly ScenarioId[];
  /** What may come of those that are looked at. */
  readonly expected: Expected;
  readonly conclude: (bench: ScenarioBench) => Promise<Conclusion>;
}

const dualStack = { nodes: 2, ipFamily: 'dual' } as const;

function every(answer: ScenarioOutcome, others: Expected): Expected {
  return { ...Object.fromEntries(scenarioIds.map((id) => [id, [answer]])), ...others };
}

/** The engine learns of a new pod from the API server, after it has started, so that both may be seen of a pod's first moment. */
const lateOrNot = { 'policy-before-pod': ['yes', 'no'] } as const;

const soundEngine: ScenarioCase = {
  name: 'a sound engine',
  cluster: { engine: 'enforcing' },
  shows: scenarioIds,
  expected: every('yes', {
    ...lateOrNot,
    'second-address-family': ['not-applicable'],
    'established-connection': ['reported'],
  }),
  conclude: (bench) => bench.wholeCheck(),
};

export const scenariosOfDefects: readonly [Defect, readonly ScenarioId[]][] = [
  ['takes the first port of a range alone', ['end-port-ingress', 'end-port-egress']],
  ['takes a range for all ports', ['end-port-ingress', 'end-port-egress']],
  ['takes named ports for all ports', ['named-port-per-pod-ingress', 'named-port-undefined', 'named-port-udp']],
  ['ignores exceptions of blocks', ['ingress-ip-block-except']],
  ['isolates in both directions always', ['policy-types-left-out', 'policy-types-narrower-than-rules']],
  [
    'opens the ports of a rule for every peer',
    ['selector-exists', 'several-rules-in-one-policy', 'service-and-pod-address'],
  ],
  ['keeps labels of pods that were removed', ['peer-label-removed', 'target-label-removed']],
  [
    'keeps labels of namespaces that were removed',
    ['namespace-label-removed', 'namespace-label-removed-both-selectors'],
  ],
  ['does not hear of changed and deleted policies', ['policy-updated', 'policy-deleted']],
  ['blocks what a block excepts, although another rule allows it', ['except-and-another-policy']],
  ['keeps the last one of several rules with the same block', ['same-block-in-two-rules']],
  ['lets a narrow block hide a broad one', ['block-within-a-block']],
  ['leaves out rules with a named port and a block', ['named-port-and-block']],
  ['crosses the ports and peers of egress rules', ['several-egress-rules']],
  ['reads fifteen ports of a rule', ['many-ports-in-one-rule']],
  ['takes NotIn of several values for NotIn of any one of them', ['not-in-several-values']],
  ['selects no pods to isolate by In with several values', ['target-in-several-values']],
  ['compares label values that look like numbers as numbers', ['labels-that-look-like-numbers']],
];

const defectiveEngines: readonly ScenarioCase[] = scenariosOfDefects.map(([defect, ids]) => ({
  name: `one that ${defect}`,
  cluster: { engine: 'enforcing' },
  shows: ids,
  expected: Object.fromEntries(ids.map((id) => [id, ['no']])),
  conclude: (bench) => withDefect(bench.state, defect, () => bench.scenarios(ids)),
}));

const nodeTrafficJudged: ScenarioCase = {
  name: "one that blocks the node's own traffic",
  cluster: { engine: 'enforcing' },
  shows: ['kubelet-probes'],
  expected: { 'kubelet-probes': ['no'] },
  conclude: (bench) => withNodeTrafficJudged(bench.state, () => bench.latePods()),
};

const noEngine: ScenarioCase = {
  name: 'no engine',
  cluster: { engine: 'none' },
  shows: scenarioIds,
  expected: every('no', {
    // Nothing blocks them.
    'kubelet-probes': ['yes'],
    'second-address-family': ['not-applicable'],
    // It is about a policy that is enforced.
    'established-connection': ['unknown'],
  }),
  conclude: (bench) => bench.wholeCheck(),
};

const FAMILIES: readonly ScenarioId[] = ['ingress-ip-block-except', 'second-address-family'];

const onBothFamilies: readonly ScenarioCase[] = [
  {
    name: 'a sound engine on two nodes with both families',
    cluster: { engine: 'enforcing', ...dualStack },
    shows: ['second-address-family'],
    expected: every('yes', { ...lateOrNot, 'established-connection': ['reported'] }),
    conclude: (bench) => bench.wholeCheck(),
  },
  {
    name: 'one that judges the first family alone',
    cluster: { engine: 'enforcing', ...dualStack },
    shows: ['second-address-family'],
    expected: { 'ingress-ip-block-except': ['yes'], 'second-address-family': ['no'] },
    conclude: (bench) => withFirstFamilyJudged(bench.state, () => bench.scenarios(FAMILIES)),
  },
  {
    name: 'no engine on two nodes with both families',
    cluster: { engine: 'none', ...dualStack },
    shows: ['second-address-family'],
    expected: { 'ingress-ip-block-except': ['no'], 'second-address-family': ['no'] },
    conclude: (bench) => bench.scenarios(FAMILIES),
  },
];

/** Its rules are in force before a pod's first process starts. */
const cilium: ScenarioCase = {
  name: 'Cilium',
  cluster: { engine: 'cilium' },
  shows: ['policy-before-pod'],
  expected: { 'policy-before-pod': ['yes'], 'kubelet-probes': ['yes'] },
  conclude: (bench) => bench.latePods(),
};

/** In an order in which few things are switched between one and the next. */
export const scenarioCases: readonly ScenarioCase[] = [
  soundEngine,
  ...defectiveEngines,
  nodeTrafficJudged,
  noEngine,
  ...onBothFamilies,
  cilium,
];
