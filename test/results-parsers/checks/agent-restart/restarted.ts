import {
  AGENT_RESTART,
  RESTART_FACT,
  type Restart,
  type RestartFacts,
} from '../../../../results-parsers/checks/agent-restart/restart-facts.ts';
import {
  expectedOf,
  judgementOf,
  type Tried,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  BASELINE,
  probeName,
  watchOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe, ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import type { Reachability } from '../../../../results-parsers/policy-model/reachability.ts';
import { connectionsIn, policiesOf } from '../../../../src/checks/agent-restart/restart-arena.ts';
import type { Arena } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING, stateOf } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';

/** This many milliseconds after the API server had accepted the deletion of the agent's pod. */
export const at = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 29) + milliseconds).toISOString();

/** A try that began at one time and ended at another. */
export function tried(result: ProbeAttempt['result'], from: number, to = from + 100): ProbeAttempt {
  return { startedAt: at(from), endedAt: at(to), result, detail: '' };
}

export const arena: Arena = {
  ...{ x: 'n', y: 'n', services: [], apiServer: null, kubelets: [] },
  namespaces: [{ name: 'n', labels: {} }],
  pods: ['server', 'client', 'new-server', 'stranger'].map((name, index) => ({
    ...{
      namespace: 'n',
      name,
      labels: { role: name },
      addresses: [`10.0.0.${index + 1}`],
      hostNetwork: false,
      ports: [],
    },
    nodeAddresses: ['192.168.0.1'],
  })),
  ...{ nodes: ['node1', 'node2'], servedNode: 'node1' },
};

export const restart: Restart = {
  daemonSet: 'kube-system/cilium',
  pod: 'cilium-a',
  deletedAt: at(0),
  policyAt: at(1_000),
  successor: 'cilium-b',
  readyAt: at(5_000),
  problem: null,
};

export interface Seen {
  /** What a connection was seen to be in a step, if that is not as the API specifies. */
  readonly wrong?: (step: 'without' | 0 | 1, connection: string) => Reachability | undefined;
  /** Tries during the restart; left out: none. */
  readonly tries?: (connection: string) => readonly ProbeAttempt[];
  readonly facts?: Partial<RestartFacts>;
  readonly problem?: CheckObservations['problem'];
  /** Whether connections were tried after the restart; default: true. */
  readonly isTriedAfter?: boolean;
}

/** `client to server`. */
export const nameOf = ({ from, to }: Pick<Tried, 'from' | 'to'>): string => `${from.pod} to ${to.what}`;

/** What the check would observe. */
export function observed({ wrong, tries, facts, problem = null, isTriedAfter = true }: Seen = {}): CheckObservations {
  const { before, after } = policiesOf(arena);
  const states = { without: NOTHING, 0: stateOf(arena, { policies: before }), 1: stateOf(arena, { policies: after }) };
  const { pods, namespaces, services, nodes } = arena;
  const steps = ([0, 1] as const).map((step) => ({ scenario: AGENT_RESTART, step, ...states[step] }));
  const all: RestartFacts = {
    ...{ pods, namespaces, services, nodes, steps: [{ scenario: BASELINE, step: 0, ...NOTHING }, ...steps] },
    ...{ named: null, candidates: [restart.daemonSet], node: 'node1', onNode: [restart.daemonSet], restart, ...facts },
  };
  const probe = (name: string, each: Tried, reach: Reachability, attempts: readonly ProbeAttempt[] = []): Probe => ({
    ...{ name, ...each, expected: null, observed: reach, changedAt: null, attempts: [...attempts] },
  });
  const connections = connectionsIn(arena);
  const tried = (step: 'without' | 0 | 1, scenario: string): Probe[] =>
    connections.map((each, number) => {
      const right = expectedOf(judgementOf(arena, states[step], each)) ?? 'unknown';
      const reach = wrong?.(step, nameOf(each)) ?? right;
      return probe(probeName(scenario, step === 'without' ? 0 : step, number), each, reach);
    });
  const watched = connections.flatMap((each, number) => {
    const attempts = tries?.(nameOf(each)) ?? [];
    return attempts.length === 0 ? [] : [probe(probeName(watchOf(AGENT_RESTART), 1, number), each, 'open', attempts)];
  });
  return {
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: { id: AGENT_RESTART, clause: 'network-policy', level: 'advisory', question: '?' },
    ...{ startedAt: at(-20_000), endedAt: at(60_000), problem, namespaces: [], left: [] },
    probes: [
      ...tried('without', BASELINE),
      ...tried(0, AGENT_RESTART),
      ...watched,
      ...(isTriedAfter ? tried(1, AGENT_RESTART) : []),
    ],
    facts: { [RESTART_FACT]: all },
  };
}
