import {
  expectedOf,
  judgementOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  BASELINE,
  probeName,
  SCENARIOS_FACT,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { scenarioIds } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import type { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import {
  type Arena,
  declaredPorts,
  namespaceLabels,
  podKeys,
  podLabels,
  servicePorts,
} from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { triedFor } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import type { Scenario } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { scenarioGroups } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { joinedState, sharedSteps } from '../../../../src/checks/network-policy-beyond-upstream/shared-state.ts';

/** An arena as on a cluster with one or two address families. */
export function simulatedArena(families: 1 | 2 = 2): Arena {
  return {
    x: 'x',
    y: 'y',
    namespaces: (['x', 'y'] as const).map((name) => ({ name, labels: namespaceLabels[name] })),
    pods: podKeys.map((name, index) => ({
      namespace: name.slice(0, 1),
      name,
      labels: podLabels[name],
      addresses: [`10.0.0.${index + 1}`, `fd00::${index + 1}`].slice(0, families),
      nodeAddresses: ['192.168.0.1', 'fd01::1'],
      hostNetwork: false,
      ports: declaredPorts[name],
    })),
    services: [...servicePorts].map(([port, targetPort]) => ({
      address: '10.96.0.1',
      port,
      protocol: 'TCP',
      pod: { namespace: 'x', name: 'x-b' },
      targetPort,
    })),
    nodes: ['node1', 'node2'],
    servedNode: 'node1',
    apiServer: { address: '192.168.0.9', port: 6443 },
    kubelets: ['192.168.0.1', '192.168.0.2'].map((address) => ({ address, port: 10_250 })),
  };
}

/** The state that an engine enforces after the API server has sent it these states; the last one is the wanted one. */
export type Engine = (history: readonly State[], arena: Arena) => State;

export const rightEngine: Engine = (history) => history.at(-1) ?? NOTHING;

/** An engine that misreads each policy. */
export function misreading(read: (policy: NetworkPolicy) => NetworkPolicy): Engine {
  return (history) => {
    const state = history.at(-1) ?? NOTHING;
    return { ...state, policies: state.policies.map((policy) => read(structuredClone(policy))) };
  };
}

/** The observations of the check on a cluster with this engine, without those that depend on time. */
export function simulated(
  engine: Engine,
  arena: Arena,
  shut: (probe: Probe) => boolean = () => false,
): CheckObservations {
  const steps = [{ scenario: BASELINE, step: 0, ...NOTHING }];
  const probes: Probe[] = [];
  const notApplicable: { scenario: string; reason: string }[] = [];
  const history: State[] = [];
  const enter = (group: readonly Scenario[]): void => {
    for (const [step, parts] of sharedSteps(arena, group).entries()) {
      const state = joinedState(arena, parts);
      history.push(state);
      steps.push(...parts.map(({ id }) => ({ scenario: id, step, ...state })));
      for (const { id, step: shared } of parts) {
        for (const [index, ask] of shared.asks.entries()) {
          probes.push(probeIn(engine(history, arena), state, probeName(id, step, index), ask));
        }
      }
    }
  };
  const probeIn = (enforced: State, state: State, name: string, ask: Parameters<typeof triedFor>[1]): Probe => {
    const tried = triedFor(arena, ask);
    const expected = expectedOf(judgementOf(arena, state, tried));
    const reach = expectedOf(judgementOf(arena, enforced, tried)) ?? 'blocked';
    const probe: Probe = { name, ...tried, expected, observed: reach, changedAt: null, attempts: [] };
    return shut(probe) ? { ...probe, observed: 'blocked' } : probe;
  };
  for (const group of scenarioGroups) {
    const applicable = group.filter(({ id, notApplicable: reasonOf }) => {
      const reason = reasonOf?.(arena) ?? null;
      if (reason !== null) notApplicable.push({ scenario: id, reason });
      return reason === null;
    });
    const asks = sharedSteps(arena, applicable)
      .flat()
      .flatMap(({ step }) => step.asks);
    for (const [index, ask] of asks.entries()) {
      probes.push(probeIn(NOTHING, NOTHING, probeName(BASELINE, 0, probes.length + index), ask));
    }
    enter(applicable);
  }
  const { pods, namespaces, services, nodes, apiServer, kubelets } = arena;
  return {
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: { id: 'network-policy-beyond-upstream', clause: 'network-policy', level: 'advisory', question: '?' },
    startedAt: '2026-11-22T10:00:00Z',
    endedAt: '2026-11-22T10:02:00Z',
    problem: null,
    namespaces: [],
    probes,
    facts: {
      [SCENARIOS_FACT]: {
        pods,
        namespaces,
        services,
        nodes,
        apiServer,
        kubelets,
        asked: [...scenarioIds],
        steps,
        notApplicable,
      },
    },
    left: [],
  };
}
