import { probeSentence } from '../../../results-parsers/checks/conclusion.ts';
import {
  expectedOf,
  judgementOf,
  type Tried,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  BASELINE,
  probeName,
  type ScenarioFacts,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';
import type { CheckContext } from '../check.ts';
import type { Turns } from '../probe/turns.ts';
import { type Arena, podOf } from './arena.ts';
import { type ClusterState, NOTHING, type State } from './cluster-state.ts';
import { inParallel } from './in-parallel.ts';
import { kubeletElsewhere } from './kubelet-elsewhere.ts';
import { Patience } from './patience.ts';
import { API_SERVER, type Ask, OTHER_NODE, type Scenario } from './scenario.ts';
import { joinedState, sharedSteps } from './shared-state.ts';

/** More would slow down probes on small nodes, so that open connections seem blocked. */
export const PROBES_AT_A_TIME = 10;
/** A packet between pods takes milliseconds. */
const CONNECT_SECONDS = 1;
const SERVERS_SECONDS = 30;

export type Notes = Pick<ScenarioFacts, 'steps' | 'notApplicable' | 'failed' | 'paths'>;
type ReachedState = Pick<ClusterState, 'current' | 'become'>;
type Planned = { tried: Tried; expected: Probe['expected']; turnsOver: boolean };
type Named = Planned & { name: string; most?: number };
type TriedOf = { scenario: string; tried: readonly Tried[]; patientSeconds?: number | undefined };

export interface RunnerOptions {
  /** Left out: the patience for an unknown engine. */
  readonly patience?: Patience | undefined;
  /** If several runners work side by side, each in its own arena: its number from 0, and what they share. Left out: it is alone. */
  readonly lane?: { readonly number: number; readonly notes: Notes; readonly turns: Turns };
}

/** Carries out scenarios one after another in the arena, and notes what was in force when. */
export class ScenarioRunner {
  readonly notes: Notes;
  readonly #context: Pick<CheckContext, 'probe'>;
  readonly #arena: Arena;
  readonly #state: ReachedState;
  readonly #patience: Patience;
  readonly #turns: Turns | null;
  readonly #lane: number | null;

  constructor(
    context: Pick<CheckContext, 'probe'>,
    arena: Arena,
    state: ReachedState,
    { patience = new Patience(), lane }: RunnerOptions = {},
  ) {
    this.#context = context;
    this.#arena = arena;
    this.#state = state;
    this.notes = lane?.notes ?? { steps: [], notApplicable: [] };
    this.#patience = patience;
    this.#turns = lane?.turns ?? null;
    this.#lane = lane?.number ?? null;
  }

  /** How long a change may take to be enforced before it counts as not enforced. */
  get patientSeconds(): number {
    return this.#patience.seconds;
  }

  /** Tries every connection of the scenarios, and others, without any policy; see `baselineOf`. */
  async baseline(scenarios: readonly Scenario[], others: readonly Ask[] = []): Promise<void> {
    const further = others.map((ask) => triedFor(this.#arena, ask));
    await this.baselineOf([...connectionsOf(scenarios, this.#arena), ...further]);
  }

  /**
   * Tries connections without any policy: one that is not open then shows nothing later. Rejects with CLUSTER if not one of the first is open,
   * because each scenario would only wait for them.
   */
  async baselineOf(connections: readonly Tried[]): Promise<Probe[]> {
    const distinct = new Map(connections.map((tried) => [JSON.stringify(tried), tried]));
    const planned = [...distinct.values()].map((tried) => this.#planned(tried, NOTHING, NOTHING));
    const groups = [planned.slice(0, PROBES_AT_A_TIME), planned.slice(PROBES_AT_A_TIME)];
    const all: Probe[] = [];
    for (const [index, group] of groups.filter(({ length }) => length > 0).entries()) {
      const step = (this.#lane ?? 0) * groups.length + index;
      this.note(BASELINE, step, NOTHING);
      const named = group.map((each, number) => ({ ...each, name: probeName(BASELINE, step, number) }));
      const probes = await this.#probeAll(named, null, SERVERS_SECONDS);
      if (index === 0 && !probes.some(({ observed }) => observed === 'open')) throw nothingOpen(probes);
      all.push(...probes);
    }
    return all;
  }

  async run(scenario: Scenario): Promise<void> {
    await this.runTogether([scenario]);
  }

  /** Carries out the first steps of all these scenarios in one state, then the second steps of those that have one, and so on. */
  async runTogether(scenarios: readonly Scenario[]): Promise<void> {
    const applicable = scenarios.filter(({ id, notApplicable }) => {
      const reason = notApplicable?.(this.#arena) ?? null;
      if (reason !== null) this.notes.notApplicable.push({ scenario: id, reason });
      return reason === null;
    });
    for (const [index, parts] of sharedSteps(this.#arena, applicable).entries()) {
      const tried = parts.map(({ id, step: { asks, patientSeconds } }) => ({
        scenario: id,
        tried: asks.map((ask) => triedFor(this.#arena, ask)),
        patientSeconds,
      }));
      await this.#inState(index, joinedState(this.#arena, parts), tried);
    }
  }

  /**
   * Makes the state and tries the connections in it.
   *
   * @param seconds how long to wait for the expected results; left out: as long as has been useful so far
   */
  async step(
    scenario: string,
    index: number,
    state: State,
    tried: readonly Tried[],
    seconds?: number,
  ): Promise<Probe[]> {
    return await this.#inState(index, state, [{ scenario, tried }], seconds);
  }

  async #inState(index: number, state: State, parts: readonly TriedOf[], seconds?: number): Promise<Probe[]> {
    const before = this.#state.current;
    const changedAt = await this.#state.become(state);
    for (const { scenario } of parts) this.note(scenario, index, state);
    const planned = parts.flatMap(({ scenario, tried, patientSeconds: most }) =>
      tried.map((each, number) => ({
        ...this.#planned(each, before, state),
        name: probeName(scenario, index, number),
        ...(most === undefined ? {} : { most }),
      })),
    );
    const probes = await this.#probeAll(planned, changedAt, seconds ?? this.#patience.seconds);
    if (seconds === undefined) this.#patience.learnFrom(probes);
    return probes;
  }

  #planned(tried: Tried, before: State, state: State): Planned {
    const expected = expectedOf(judgementOf(this.#arena, state, tried));
    return { tried, expected, turnsOver: expected !== expectedOf(judgementOf(this.#arena, before, tried)) };
  }

  /** First the connections that the change affects: only then do the unaffected ones prove anything. */
  async #probeAll(planned: readonly Named[], changedAt: string | null, seconds: number): Promise<Probe[]> {
    const probes: Probe[] = [];
    for (const turnsOver of [true, false]) {
      const group = planned.filter((each) => each.turnsOver === turnsOver);
      const waitsFor = turnsOver && changedAt !== null ? { changedAt } : {};
      const made = await inParallel(group, PROBES_AT_A_TIME, ({ name, tried, expected, most = seconds }) =>
        this.#context.probe({
          ...{ name, ...tried, expected, ...waitsFor, seconds: Math.min(seconds, most) },
          connectSeconds: CONNECT_SECONDS,
          ...(this.#turns === null ? {} : { turns: this.#turns }),
        }),
      );
      probes.push(...made);
    }
    return probes;
  }

  /** Notes what kept a scenario from being carried out. */
  noteFailure(scenario: string, reason: string): void {
    this.notes.failed = [...(this.notes.failed ?? []), { scenario, reason }];
  }

  /** Notes what is in force while the probes of this step are made. */
  note(scenario: string, step: number, state: State): void {
    this.notes.steps.push({ scenario, step, ...state, ...(this.#lane === null ? {} : { lane: this.#lane }) });
  }
}

function nothingOpen(probes: readonly Probe[]): ScsNetworkingError {
  const examples = probes.slice(0, 2).map(probeSentence).join(', ');
  return new ScsNetworkingError(
    'CLUSTER',
    `expected connections between our pods to be open while no policy of ours selects them, found none of ${probes.length} open within ${SERVERS_SECONDS} s: ${examples}.`,
  );
}

/** Every connection that the scenarios try, without scenarios that do not apply. */
export function connectionsOf(scenarios: readonly Scenario[], arena: Arena): Tried[] {
  return scenarios
    .filter(({ notApplicable }) => (notApplicable?.(arena) ?? null) === null)
    .flatMap(({ steps }) => steps(arena).flatMap(({ asks }) => asks.map((ask) => triedFor(arena, ask))));
}

/** The connection that an ask is about. */
export function triedFor(arena: Arena, { from, to, protocol, port, by }: Ask): Tried {
  const source = podOf(arena, from);
  const end = { from: { namespace: source.namespace, pod: source.name }, protocol, port };
  if (to === API_SERVER) {
    const { address = '', port: own = port } = arena.apiServer ?? {};
    return { ...end, to: { what: 'the API server', address }, port: own };
  }
  if (to === OTHER_NODE) {
    const { address = '', port: own = port } = kubeletElsewhere(arena, from) ?? {};
    return { ...end, to: { what: 'the kubelet of another node', address }, port: own };
  }
  const target = podOf(arena, to);
  switch (by) {
    case undefined:
      return { ...end, to: { what: to, address: target.addresses[0] ?? '' } };
    case 'second-address':
      return { ...end, to: { what: `the second address of ${to}`, address: target.addresses[1] ?? '' } };
    case 'service':
      return { ...end, to: { what: `the service of ${to}`, address: arena.services[0]?.address ?? '' } };
    default:
      return by satisfies never;
  }
}
