import {
  expectedOf,
  judgementOf,
  type Tried,
} from '../../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  BASELINE,
  probeName,
  SCENARIOS_FACT,
  type ScenarioFacts,
  watchOf,
} from '../../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { CheckObservations } from '../../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe, ProbeAttempt } from '../../../../../results-parsers/documents/checks/probe.ts';
import type { ModelPod } from '../../../../../results-parsers/policy-model/landscape.ts';
import type { Reach } from '../../../../../results-parsers/policy-model/reachability.ts';
import { podOf } from '../../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import {
  NOTHING,
  type State,
  stateOf,
} from '../../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import {
  GUEST,
  type WatchedAsk,
  type Window,
} from '../../../../../src/checks/network-policy-beyond-upstream/windows/window.ts';
import { simulatedArena } from '../simulated-engine.ts';

/** When the API server had accepted the change, plus this many milliseconds. */
export const at = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 22) + milliseconds).toISOString();

/** What is enforced in the first and in the last state. */
export type WindowEngine = (states: readonly [before: State, after: State], now: 0 | 1) => State;

export const right: WindowEngine = (states, now) => states[now];
/** Never hears of the change. */
export const stale: WindowEngine = ([before]) => before;

const arena = simulatedArena();

function guestOf({ kept }: Window, now: 0 | 1, labels: Record<string, string>): ModelPod {
  const isSameAddress = now === 0 || kept === 'address';
  return {
    namespace: kept === 'namespace' ? 'z' : 'x',
    name: now === 1 && kept === 'address' ? `${GUEST}-2` : GUEST,
    labels,
    addresses: [isSameAddress ? '10.0.0.20' : '10.0.0.21'],
    nodeAddresses: ['192.168.0.1'],
    hostNetwork: false,
    ports: [],
  };
}

/** What is in force before and after the window, with its guest. */
export function statesOf(window: Window): readonly [before: State, after: State] {
  const states = window.states({ x: 'x', y: 'y', guest: window.kept === 'namespace' ? 'z' : 'x' });
  const [before, after] = [states[0], states.at(-1) ?? states[0]];
  const labels = [window.oldNamespaceLabels ?? {}, {}] as const;
  const inForce = (each: typeof before, now: 0 | 1): State => ({
    ...stateOf(arena, each),
    ...(each.guest === undefined ? {} : { pods: [guestOf(window, now, each.guest.labels)] }),
    ...(window.kept === 'namespace' ? { namespaces: [{ name: 'z', labels: labels[now] }] } : {}),
  });
  return [inForce(before, 0), inForce(after, 1)];
}

export function triedIn(state: State, { from, to, protocol, port }: WatchedAsk): Tried {
  const podFor = (key: WatchedAsk['from']): ModelPod => {
    if (key !== GUEST) return podOf(arena, key);
    const [guest] = state.pods ?? [];
    if (guest === undefined) throw new Error('expected a guest');
    return guest;
  };
  const [source, target] = [podFor(from), podFor(to)];
  return {
    from: { namespace: source.namespace, pod: source.name },
    to: { what: target.name, address: target.addresses[0] ?? '' },
    protocol,
    port,
  };
}

/** The result of a connection if the engine takes this state to be in force; unknown traffic passes. */
export function reachIn(state: State, tried: Tried): Reach {
  return expectedOf(judgementOf(arena, state, tried)) ?? 'open';
}

export interface Seen {
  readonly engine: WindowEngine;
  /** Tries during the change, by the number of the connection; left out: it was not watched. */
  readonly tries?: (number: number, expected: Reach) => readonly ProbeAttempt[];
  /** False: the guest's connections were not tried without policies. */
  readonly isControlled?: boolean;
}

/** What the check would observe if this were the only window. */
export function observed(window: Window, { engine, tries, isControlled = true }: Seen): CheckObservations {
  const states = statesOf(window);
  const probes: Probe[] = [];
  const probe = (name: string, tried: Tried, reach: Reach, attempts: readonly ProbeAttempt[] = []): Probe => ({
    ...{ name, ...tried, expected: null, observed: reach },
    ...{ changedAt: attempts.length === 0 ? null : at(0), attempts: [...attempts] },
  });
  for (const now of [0, 1] as const) {
    for (const [number, ask] of window.asks.entries()) {
      const tried = triedIn(states[now], ask);
      if (isControlled) probes.push(probe(probeName(BASELINE, now, number), tried, 'open'));
      const reach = reachIn(engine(states, now), tried);
      probes.push(probe(probeName(window.id, now, number), tried, reach));
      if (now === 1 && tries !== undefined) {
        const attempts = tries(number, reachIn(states[1], tried));
        probes.push(probe(probeName(watchOf(window.id), 1, number), tried, reach, attempts));
      }
    }
  }
  const { pods, namespaces, services, nodes, apiServer } = arena;
  const steps = states.map((state, step) => ({ scenario: window.id, step, ...state }));
  const baselines = [0, 1].map((step) => ({ scenario: BASELINE, step, ...NOTHING }));
  const facts: ScenarioFacts = {
    ...{ pods, namespaces, services, nodes, apiServer },
    ...{ asked: [window.id], steps: [...baselines, ...steps], notApplicable: [] },
  };
  return {
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: { id: 'network-policy-beyond-upstream', clause: 'network-policy', level: 'advisory', question: '?' },
    startedAt: at(0),
    endedAt: at(60_000),
    problem: null,
    namespaces: [],
    probes,
    facts: { [SCENARIOS_FACT]: facts },
    left: [],
  };
}
