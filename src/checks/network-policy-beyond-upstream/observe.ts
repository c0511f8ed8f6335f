import {
  ENFORCE_DENY,
  LANE_ENDED,
  SCENARIOS_FACT,
  type ScenarioFacts,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { scenarioIds } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckContext, Observer } from '../check.ts';
import { Turns } from '../probe/turns.ts';
import { type Arena, makeArena } from './arena.ts';
import { ClusterState, NOTHING } from './cluster-state.ts';
import { besideLoad, IDLE, measureEnforcement } from './enforcement-time.ts';
import { watchEstablished } from './established-connection.ts';
import { laneCount, spread, type Work } from './lanes.ts';
import { LATE_POD_ASKS, runLatePods } from './late-pods.ts';
import { makeLoad } from './load.ts';
import { Patience } from './patience.ts';
import { type Notes, PROBES_AT_A_TIME, ScenarioRunner } from './run-scenarios.ts';
import { scenarioGroups } from './scenarios/all.ts';
import { sharedSteps } from './shared-state.ts';
import { windows } from './windows/all.ts';
import { watchWindows } from './windows/watch-window.ts';
import { askAmongLasting } from './windows/window.ts';

/** An arena, and the state and the runner in it. */
interface Lane {
  readonly arena: Arena;
  readonly state: ClusterState;
  readonly runner: ScenarioRunner;
}

/** The part of the check's time after which no further round is measured beside a load. */
const MEASURING = 0.95;

/** Observes what the API specifies about NetworkPolicies and no upstream spec tries. */
export const observeBeyondUpstream: Observer = async (context) => {
  const startedAt = performance.now();
  const further = [watchingEstablished(context), watchingWindows(context)];
  const { first, noteAll } = await scenariosOf(context, new Patience(), further);
  first.runner.note(ENFORCE_DENY, 0, NOTHING);
  noteAll();
  // Alone: anything beside it would affect what it measures.
  await measureEnforcement(context, first.arena, first.state, IDLE);
  const { load } = context.settings;
  if (load === undefined) return;
  await makeLoad(context, load);
  noteAll();
  const isTimeUp = (): boolean => performance.now() - startedAt > MEASURING * context.budgetSeconds * 1000;
  await measureEnforcement(context, first.arena, first.state, besideLoad(isTimeUp));
};

interface Observed {
  readonly first: Lane;
  /** Notes everything found so far. */
  readonly noteAll: () => void;
}

/** Carries out all scenarios, and the other work beside them. */
async function scenariosOf(
  context: CheckContext,
  patience: Patience,
  further: readonly Work<Lane>[],
): Promise<Observed> {
  const notes: Notes = { steps: [], notApplicable: [] };
  const turns = new Turns(PROBES_AT_A_TIME);
  const [arena, ...others] = await arenas(context, laneCount(context.settings.freePods));
  const lanes = [arena, ...others].map((each, number): Lane => {
    const state = new ClusterState(context, each);
    const runner = new ScenarioRunner(context, each, state, { patience, lane: { number, notes, turns } });
    return { arena: each, state, runner };
  });
  const noteAll = (): void =>
    context.note(SCENARIOS_FACT, structuredClone({ ...landscapeOf(lanes), ...loadOf(context), ...notes }));
  noteAll();
  const works = spread([...scenarioWorks(arena), lateWork(context), ...further], lanes.length);
  await allEnded(lanes.map((lane, number) => inLane(lane, works[number] ?? [], noteAll)));
  const [first] = lanes;
  if (first === undefined) throw new Error('expected a lane');
  return { first, noteAll };
}

async function inLane(lane: Lane, works: readonly Work<Lane>[], noteAll: () => void): Promise<void> {
  await lane.runner.baseline(
    works.flatMap(({ scenarios }) => scenarios),
    works.flatMap(({ asks }) => asks),
  );
  for (const work of works) {
    await work.run(lane);
    noteAll();
  }
  await lane.state.become(NOTHING);
  lane.runner.note(LANE_ENDED, 0, NOTHING);
  noteAll();
}

/** The arenas that could be made, even if they are fewer, which only takes longer. Rejects with the first error if not one could be made. */
async function arenas(context: CheckContext, count: number): Promise<[Arena, ...Arena[]]> {
  const made = await Promise.allSettled(Array.from({ length: count }, () => makeArena(context)));
  const [first, ...others] = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (first !== undefined) return [first, ...others];
  throw made.find((each) => each.status === 'rejected')?.reason;
}

function scenarioWorks(arena: Arena): Work<Lane>[] {
  return scenarioGroups.map((scenarios) => ({
    steps: sharedSteps(arena, scenarios).length,
    scenarios,
    asks: [],
    run: ({ runner }) => runner.runTogether(scenarios),
  }));
}

const LATE_PODS_STEPS = 4;
const ESTABLISHED_STEPS = 2;
const STEPS_OF_A_WINDOW = 3;

function lateWork(context: CheckContext): Work<Lane> {
  return {
    steps: LATE_PODS_STEPS,
    scenarios: [],
    asks: LATE_POD_ASKS,
    run: ({ arena, runner }) => runLatePods(context, arena, runner),
  };
}

function watchingEstablished(context: CheckContext): Work<Lane> {
  return {
    steps: ESTABLISHED_STEPS,
    scenarios: [],
    asks: [],
    run: ({ arena, runner }) => watchEstablished(context, arena, runner),
  };
}

/** One window after the other: each tries as many connections at a time as nodes can bear beside the scenarios. */
function watchingWindows(context: CheckContext): Work<Lane> {
  return {
    steps: windows.length * STEPS_OF_A_WINDOW,
    scenarios: [],
    asks: windows.flatMap(({ asks }) => asks.flatMap((ask) => askAmongLasting(ask) ?? [])),
    run: (lane) => watchWindows(context, lane, windows),
  };
}

function loadOf({ settings: { load } }: CheckContext): Pick<ScenarioFacts, 'load'> {
  return load === undefined ? {} : { load };
}

type Landscape = Pick<ScenarioFacts, 'pods' | 'namespaces' | 'services' | 'nodes' | 'apiServer' | 'kubelets' | 'asked'>;

function landscapeOf(lanes: readonly Lane[]): Landscape {
  const all = lanes.map(({ arena }) => arena);
  const [apiServer] = all.map((arena) => arena.apiServer);
  return {
    pods: all.flatMap(({ pods }) => pods),
    namespaces: all.flatMap(({ namespaces }) => namespaces),
    services: all.flatMap(({ services }) => services),
    nodes: [...new Set(all.flatMap((arena) => arena.nodes ?? []))].sort(),
    ...(apiServer === undefined ? {} : { apiServer }),
    kubelets: all.flatMap(({ kubelets }) => kubelets),
    asked: [...scenarioIds],
  };
}

/** Waits for all of them even if one fails: the results of the others are worth knowing. Rejects with the first error. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(works);
  const failed = ended.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
