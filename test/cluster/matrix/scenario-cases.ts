import type { Conclusion } from '../../../results-parsers/checks/conclusion.ts';
import {
  pathIds,
  type ScenarioId,
  scenarioIds,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckPart } from '../../../results-parsers/documents/checks/check-verdict.ts';
import { SOUND } from '../../results-parsers/policy-model/defects/model-defect.ts';
import { withAddressesGivenAgain } from '../nodes/given-addresses.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import { withDefect, withFirstFamilyJudged, withNodeTrafficJudged } from './defects/defective-engine.ts';
import { scenariosOfDefects } from './defects/scenarios-of-defects.ts';
import type { ScenarioBench } from './scenario-bench.ts';

export type ScenarioOutcome = CheckPart['answer'];
type Expected = Readonly<Partial<Record<ScenarioId, readonly ScenarioOutcome[]>>>;

/** Scenarios of the check network-policy-beyond-upstream on one engine, sound or defective. */
export interface ScenarioCase {
  readonly name: string;
  readonly cluster: Pick<ClusterOptions, 'engine' | 'nodes' | 'ipFamily'>;
  /** The scenarios whose rows need it. */
  readonly shows: readonly ScenarioId[];
  /** The allowed outcomes of the scenarios that count. */
  readonly expected: Expected;
  readonly conclude: (bench: ScenarioBench) => Promise<Conclusion>;
}

const dualStack = { nodes: 2, ipFamily: 'dual' } as const;

function every(answer: ScenarioOutcome, others: Expected): Expected {
  return { ...Object.fromEntries(scenarioIds.map((id) => [id, [answer]])), ...others };
}

/** The engine learns about a new pod only after it has started, so both outcomes are possible in a pod's first moment. */
const lateOrNot = { 'policy-before-pod': ['yes', 'no'] } as const;

/** Nodes of the test cluster assign each of their addresses before they reuse one. */
const newAddresses = { 'address-reused': ['not-applicable'] } as const;

const reportedPaths: Expected = Object.fromEntries(pathIds.map((id) => [id, ['reported']]));

/** The engine looks the names of ports up in ordinary containers alone (https://github.com/kubernetes/kubernetes/issues/125285). */
const withoutSidecars = { 'named-port-of-sidecar': ['no'] } as const;

const soundEngine: ScenarioCase = {
  name: 'a sound engine',
  cluster: { engine: 'enforcing' },
  shows: scenarioIds,
  expected: every('yes', {
    ...lateOrNot,
    ...newAddresses,
    ...withoutSidecars,
    ...reportedPaths,
    'second-address-family': ['not-applicable'],
    'egress-to-no-pod': ['not-applicable'],
    'established-connection': ['reported'],
  }),
  conclude: (bench) => bench.wholeCheck(),
};

const defectiveEngines: readonly ScenarioCase[] = scenariosOfDefects.map(([defect, ids]) => ({
  name: `one that ${defect}`,
  cluster: { engine: 'enforcing' },
  shows: ids,
  expected: Object.fromEntries(ids.map((id) => [id, ['no']])),
  conclude: (bench) => withDefect(bench.state, defect, () => bench.scenarios(ids)),
}));

const toldOfSidecars: ScenarioCase = {
  name: 'a sound engine that is told of ports of sidecars as of those of containers',
  cluster: { engine: 'enforcing' },
  shows: ['named-port-of-sidecar'],
  expected: { 'named-port-of-sidecar': ['yes'] },
  conclude: (bench) => withDefect(bench.state, SOUND.name, () => bench.scenarios(['named-port-of-sidecar'])),
};

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
    // Nothing blocks the kubelet's probes.
    'kubelet-probes': ['yes'],
    'second-address-family': ['not-applicable'],
    'egress-to-no-pod': ['not-applicable'],
    // The scenario needs a policy that is enforced.
    'established-connection': ['unknown'],
    // Without isolation there is nothing to report.
    ...Object.fromEntries(pathIds.map((id) => [id, ['not-applicable'] as const])),
    ...newAddresses,
  }),
  conclude: (bench) => bench.wholeCheck(),
};

const ON_TWO_NODES: readonly ScenarioId[] = ['ingress-ip-block-except', 'second-address-family', 'egress-to-no-pod'];

const onBothFamilies: readonly ScenarioCase[] = [
  {
    name: 'a sound engine on two nodes with both families',
    cluster: { engine: 'enforcing', ...dualStack },
    shows: ['second-address-family', 'egress-to-no-pod', 'node-port', 'host-network-pods'],
    expected: every('yes', {
      ...lateOrNot,
      ...newAddresses,
      ...withoutSidecars,
      ...reportedPaths,
      'established-connection': ['reported'],
    }),
    conclude: (bench) => bench.wholeCheck(),
  },
  {
    name: 'one that judges only the first family',
    cluster: { engine: 'enforcing', ...dualStack },
    shows: ['second-address-family', 'egress-to-no-pod'],
    expected: { 'ingress-ip-block-except': ['yes'], 'second-address-family': ['no'], 'egress-to-no-pod': ['yes'] },
    conclude: (bench) => withFirstFamilyJudged(bench.state, () => bench.scenarios(ON_TWO_NODES)),
  },
  {
    name: 'no engine on two nodes with both families',
    cluster: { engine: 'none', ...dualStack },
    shows: ['second-address-family', 'egress-to-no-pod'],
    expected: { 'ingress-ip-block-except': ['no'], 'second-address-family': ['no'], 'egress-to-no-pod': ['no'] },
    conclude: (bench) => bench.scenarios(ON_TWO_NODES),
  },
];

/** Cilium's rules are in force before a pod's first process starts. */
const cilium: ScenarioCase = {
  name: 'Cilium',
  cluster: { engine: 'cilium' },
  shows: ['policy-before-pod'],
  expected: { 'policy-before-pod': ['yes'], 'kubelet-probes': ['yes'] },
  conclude: (bench) => bench.latePods(),
};

const givenAgain = (name: string, engine: 'enforcing' | 'none', answer: 'yes' | 'no'): ScenarioCase => ({
  name,
  cluster: { engine },
  shows: ['address-reused'],
  expected: { 'address-reused': [answer] },
  conclude: (bench) => withAddressesGivenAgain(bench.state, () => bench.windows(['address-reused'])),
});

/** Ordered so that little has to be switched between one case and the next. */
export const scenarioCases: readonly ScenarioCase[] = [
  soundEngine,
  ...defectiveEngines,
  toldOfSidecars,
  nodeTrafficJudged,
  givenAgain('a sound engine, where addresses are given again', 'enforcing', 'yes'),
  givenAgain('no engine, where addresses are given again', 'none', 'no'),
  noEngine,
  ...onBothFamilies,
  cilium,
];
