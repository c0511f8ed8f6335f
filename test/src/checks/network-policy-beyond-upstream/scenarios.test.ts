import { describe, expect, test } from '@jest/globals';
import { judgedByScenarios } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  pathIds,
  scenarioIds,
  windowIds,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { isAsExpected } from '../../../../results-parsers/documents/checks/probe.ts';
import type {
  LabelSelector,
  NetworkPolicy,
  PolicyPort,
} from '../../../../results-parsers/policy-model/network-policy.ts';
import { NetworkPolicy as NetworkPolicySchema } from '../../../../results-parsers/policy-model/network-policy.ts';
import { podLabels } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State, stateOf } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { scenarios } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { type Engine, misreading, rightEngine, simulated, simulatedArena } from './simulated-engine.ts';

const arena = simulatedArena();
/** Scenarios that consist of more than policies and connections. */
const TIMED = ['policy-before-pod', 'kubelet-probes', 'established-connection', ...windowIds, ...pathIds];

function answers(engine: Engine): Map<string, string> {
  const { parts = [] } = judgedByScenarios(simulated(engine, arena));
  return new Map(parts.map(({ id, answer }) => [id, answer]));
}

describe('each scenario', () => {
  test.each(scenarios)('$id tries connections that should be open, and some that should be blocked', ({ id }) => {
    const { probes } = simulated(rightEngine, arena);
    const expected = probes.filter(({ name }) => name.startsWith(`${id}/`)).map((probe) => probe.expected);
    expect(new Set(expected)).toEqual(new Set(['open', 'blocked']));
  });

  test.each(scenarios)('$id has policies that the API server accepts', ({ steps }) => {
    for (const { policies } of steps(arena)) {
      for (const each of policies) expect(NetworkPolicySchema.safeParse(each).error).toBeUndefined();
    }
  });

  test('has an answer, and each answer belongs to a scenario', () => {
    expect([...scenarios.map(({ id }) => id), ...TIMED].sort()).toEqual([...scenarioIds].sort());
  });
});

test('an engine that does what the API specifies gets a yes for each scenario', () => {
  expect(CheckObservations.parse(simulated(rightEngine, arena)).probes.every(isAsExpected)).toBe(true);
  expect([...answers(rightEngine)].filter(([, answer]) => answer !== 'yes').map(([id]) => id)).toEqual(TIMED);
});

test('without a second address family, the scenario about it does not apply', () => {
  const { parts = [] } = judgedByScenarios(simulated(rightEngine, simulatedArena(1)));
  expect(parts.find(({ id }) => id === 'second-address-family')).toMatchObject({
    answer: 'not-applicable',
    text: 'The pods of this cluster have only one address each.',
  });
});

test('without sidecars, the scenario about them does not apply', () => {
  const pods = arena.pods.map((pod) => ({ ...pod, ports: pod.ports.filter(({ sidecar }) => !sidecar) }));
  const { parts = [] } = judgedByScenarios(simulated(rightEngine, { ...arena, pods }));
  expect(parts.find(({ id }) => id === 'named-port-of-sidecar')).toMatchObject({
    answer: 'not-applicable',
    text: 'Pods have sidecars only from Kubernetes 1.29 on.',
  });
});

describe('egress to what is no pod', () => {
  const elsewhere = { address: '192.168.0.9', port: 6443 };
  const ownNode = { address: '192.168.0.1', port: 6443 };
  const kubelet = { address: '192.168.0.2', port: 10_250 };
  const targetsOf = (apiServer: typeof elsewhere | null, kubelets: (typeof kubelet)[]): string[] => {
    const changed = { ...arena, apiServer, kubelets };
    const { probes } = simulated(rightEngine, changed);
    return probes.filter(({ name }) => name.startsWith('egress-to-no-pod/')).map(({ to }) => to.what);
  };

  test.each([
    [
      'the API server and the kubelet of another node',
      elsewhere,
      [kubelet],
      ['the API server', 'the kubelet of another node', 'y-a'],
    ],
    ['the API server, if no kubelet answers', elsewhere, [], ['the API server', 'y-a']],
    [
      'the kubelet of another node, if the API server is on the own one',
      ownNode,
      [kubelet],
      ['the kubelet of another node', 'y-a'],
    ],
    ['nothing, if all there is is on the own node', ownNode, [{ ...kubelet, address: ownNode.address }], []],
    ['nothing, if nothing is known', null, [], []],
  ])('is tried to %s', (_, apiServer, kubelets, expected) => {
    expect(targetsOf(apiServer, kubelets)).toEqual(expected);
  });
});

type Rule = NonNullable<NetworkPolicy['spec']['ingress']>[number] &
  NonNullable<NetworkPolicy['spec']['egress']>[number];

/** Misreads every rule, of ingress and egress alike. */
function misreadingRules(read: (rule: Rule) => Rule): Engine {
  return misreading(({ metadata, spec }) => ({
    metadata,
    spec: { ...spec, ingress: spec.ingress?.map(read), egress: spec.egress?.map(read) },
  }));
}

function misreadingPorts(read: (ports: PolicyPort[]) => PolicyPort[]): Engine {
  return misreadingRules((rule) => ({ ...rule, ports: read(rule.ports ?? []) }));
}

function misreadingSelectors(read: (selector: LabelSelector) => LabelSelector): Engine {
  return misreadingRules(({ from, ...rule }) => ({
    ...rule,
    from: from?.map((peer) => ({
      ...peer,
      ...(peer.podSelector ? { podSelector: read(peer.podSelector) } : {}),
      ...(peer.namespaceSelector ? { namespaceSelector: read(peer.namespaceSelector) } : {}),
    })),
  }));
}

/** Treats an operator as always true. */
function withoutOperator(operator: string): Engine {
  return misreadingSelectors((selector) => ({
    ...selector,
    matchExpressions: selector.matchExpressions?.filter((requirement) => requirement.operator !== operator),
  }));
}

function blind(read: (rule: Rule) => Rule): Engine {
  return misreadingRules(read);
}

/** Keeps parts of the earlier state, as `merge` says. */
const sticky =
  (merge: (before: State, after: State) => Partial<State>): Engine =>
  (history) => {
    const [after = NOTHING, before = NOTHING] = [history.at(-1), history.at(-2)];
    return { ...after, ...merge(before, after) };
  };

const isNamed = ({ port }: PolicyPort): boolean => typeof port === 'string';

/** The scenario that asks whether a pod opens again without the label that closed it. It cannot be tried if nothing closes the pod. */
const UNASKABLE = 'target-label-removed';

/** A defect of an engine, and the scenarios that must notice it; others may. */
const defects: [defect: string, engine: Engine, seenBy: string[]][] = [
  ['enforces nothing', () => NOTHING, scenarios.map(({ id }) => id).filter((id) => id !== UNASKABLE)],
  [
    'isolates and allows nothing',
    misreading(({ metadata, spec }) => ({ metadata, spec: { ...spec, ingress: [], egress: [] } })),
    ['end-port-ingress', 'end-port-egress', 'ingress-ip-block', 'named-port-udp', 'selector-exists', 'policy-updated'],
  ],
  [
    'takes the first port of a range alone',
    misreadingPorts((ports) => ports.map((port) => ({ ...port, endPort: undefined }))),
    ['end-port-ingress', 'end-port-egress'],
  ],
  [
    'leaves out the last port of a range',
    misreadingPorts((ports) => ports.map((port) => (port.endPort ? { ...port, endPort: port.endPort - 1 } : port))),
    ['end-port-ingress', 'end-port-egress'],
  ],
  [
    'takes a range for all ports',
    misreadingPorts((ports) => ports.map((port) => (port.endPort ? { protocol: port.protocol } : port))),
    ['end-port-ingress', 'end-port-egress'],
  ],
  [
    'ignores exceptions of blocks',
    misreadingRules(({ from, ...rule }) => ({
      ...rule,
      from: from?.map((peer) => (peer.ipBlock ? { ipBlock: { cidr: peer.ipBlock.cidr } } : peer)),
    })),
    ['ingress-ip-block-except'],
  ],
  [
    'does not match pods by their addresses',
    misreadingRules(({ from, ...rule }) => ({
      ...rule,
      from: from?.map((peer) => (peer.ipBlock ? { ipBlock: { cidr: '192.0.2.0/24' } } : peer)),
    })),
    ['ingress-ip-block', 'ingress-ip-block-except'],
  ],
  [
    'takes named ports for one number everywhere',
    misreadingPorts((ports) => ports.map((port) => (isNamed(port) ? { ...port, port: 8080 } : port))),
    ['named-port-per-pod-ingress', 'named-port-per-pod-egress', 'named-port-undefined', 'named-port-udp'],
  ],
  [
    'takes named ports for all ports',
    misreadingPorts((ports) => ports.map((port) => (isNamed(port) ? { protocol: port.protocol } : port))),
    ['named-port-per-pod-ingress', 'named-port-per-pod-egress', 'named-port-undefined', 'named-port-udp'],
  ],
  [
    'ignores named ports',
    misreadingPorts((ports) => ports.map((port) => (isNamed(port) ? { ...port, port: 1 } : port))),
    ['named-port-per-pod-ingress', 'named-port-per-pod-egress', 'named-port-udp'],
  ],
  [
    'takes all named ports for TCP',
    misreadingPorts((ports) => ports.map((port) => (isNamed(port) ? { ...port, protocol: 'TCP' } : port))),
    ['named-port-udp'],
  ],
  ['reads one port of a rule', misreadingPorts((ports) => ports.slice(0, 1)), ['several-ports-in-one-rule']],
  [
    'takes the protocol of the first port for all',
    misreadingPorts((ports) => ports.map((port) => ({ ...port, protocol: ports[0]?.protocol }))),
    ['several-ports-in-one-rule'],
  ],
  [
    'mixes the rules of a policy',
    misreading(({ metadata, spec }) => ({
      metadata,
      spec: {
        ...spec,
        ingress: spec.ingress?.map((rule) => ({
          from: rule.from && spec.ingress?.flatMap(({ from }) => from ?? []),
          ports: rule.ports && spec.ingress?.flatMap(({ ports }) => ports ?? []),
        })),
      },
    })),
    ['several-rules-in-one-policy'],
  ],
  ['ignores the ports of egress rules', blind(({ to, ...rule }) => (to ? { to } : rule)), ['egress-port-and-peer']],
  ['ignores the peers of egress rules', blind(({ to, ...rule }) => rule), ['egress-port-and-peer']],
  [
    'ignores protocols',
    misreadingPorts((ports) =>
      ports.flatMap((port) => (['TCP', 'UDP'] as const).map((protocol) => ({ ...port, protocol }))),
    ),
    ['udp-egress', 'several-ports-in-one-rule', 'end-port-ingress'],
  ],
  ['takes Exists as always holding', withoutOperator('Exists'), ['selector-exists']],
  ['takes DoesNotExist as always holding', withoutOperator('DoesNotExist'), ['selector-does-not-exist']],
  [
    'ignores the expressions of the podSelector of a policy',
    misreading(({ metadata, spec }) => ({
      metadata,
      spec: { ...spec, podSelector: { matchLabels: spec.podSelector?.matchLabels } },
    })),
    ['target-selector-expressions'],
  ],
  [
    'ignores the labels of the podSelector of a policy where there are expressions',
    misreading(({ metadata, spec }) => ({
      metadata,
      spec: {
        ...spec,
        podSelector: spec.podSelector?.matchExpressions
          ? { matchExpressions: spec.podSelector.matchExpressions }
          : spec.podSelector,
      },
    })),
    ['target-selector-expressions'],
  ],
  [
    'takes left out policyTypes for both',
    misreading(({ metadata, spec }) => ({
      metadata,
      spec: { ...spec, policyTypes: spec.policyTypes ?? ['Ingress', 'Egress'] },
    })),
    ['policy-types-left-out'],
  ],
  [
    'takes left out policyTypes for Ingress alone',
    misreading(({ metadata, spec }) => ({ metadata, spec: { ...spec, policyTypes: spec.policyTypes ?? ['Ingress'] } })),
    ['policy-types-left-out'],
  ],
  [
    'goes by the rules in place of policyTypes',
    misreading(({ metadata, spec }) => ({ metadata, spec: { ...spec, policyTypes: undefined } })),
    ['policy-types-narrower-than-rules'],
  ],
  [
    'keeps labels of pods that were removed',
    sticky((before, after) => ({ podLabels: { ...after.podLabels, ...before.podLabels } })),
    ['peer-label-removed', 'target-label-removed'],
  ],
  [
    'keeps labels of namespaces that were removed',
    sticky((before, after) => ({ namespaceLabels: { ...after.namespaceLabels, ...before.namespaceLabels } })),
    ['namespace-label-removed'],
  ],
  [
    'keeps what a policy allowed before it was changed',
    sticky((before, after) => ({ policies: [...after.policies, ...before.policies] })),
    ['policy-updated', 'policy-deleted'],
  ],
];

describe('an engine that', () => {
  test.each(defects)('%s gets a no', (_, engine, seenBy) => {
    const found = answers(engine);
    expect(seenBy.filter((id) => found.get(id) !== 'no')).toEqual([]);
  });

  test('enforces nothing cannot be asked whether a pod opens again', () => {
    expect(answers(() => NOTHING).get(UNASKABLE)).toBe('unknown');
  });

  test('does not match pods by their addresses does not get a second no for the second family', () => {
    const engine = misreadingRules(({ from, ...rule }) => ({ ...rule, from: from?.filter((peer) => !peer.ipBlock) }));
    expect(answers(engine).get('second-address-family')).toBe('yes');
  });

  test('applies policies only to the first address gets a no', () => {
    const { probes, ...observations } = simulated(rightEngine, arena);
    const unseen = probes.map((probe) =>
      probe.to.address.includes(':') ? { ...probe, observed: 'open' as const } : probe,
    );
    const { parts = [] } = judgedByScenarios({ ...observations, probes: unseen });
    const wrong = parts.filter(({ answer }) => answer === 'no').map(({ id }) => id);
    expect(wrong).toEqual(['ingress-ip-block', 'second-address-family']);
  });

  test("applies policies to a service's ports gets a no", () => {
    const { probes, ...observations } = simulated(rightEngine, arena);
    const untranslated = probes.map((probe) =>
      probe.to.address === '10.96.0.1' && !probe.name.startsWith('baseline')
        ? { ...probe, observed: 'blocked' as const }
        : probe,
    );
    const { parts = [] } = judgedByScenarios({ ...observations, probes: untranslated });
    expect(parts.filter(({ answer }) => answer === 'no').map(({ id }) => id)).toEqual(['service-and-pod-address']);
  });
});

test('labels that a step sets are gone after the step', () => {
  const state = stateOf(arena, { policies: [], podLabels: { 'x-c': { role: 'friend' } } });
  expect(state.podLabels).toEqual({ 'x/x-c': { ...podLabels['x-c'], role: 'friend' } });
  expect(stateOf(arena, { policies: [] })).toEqual(NOTHING);
});
