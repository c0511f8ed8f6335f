import {
  ENFORCE_DENY,
  LANE_ENDED,
  SCENARIOS_FACT,
  type ScenarioFacts,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { scenarioIds } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { serversOn } from '../../cluster/agnhost-servers.ts';
import type { CheckContext, Observer } from '../check.ts';
import { Turns } from '../probe/turns.ts';
import { type Arena, makeArena, SERVED_PORTS } from './arena.ts';
import { ClusterState, NOTHING } from './cluster-state.ts';
import { besideLoad, IDLE, measureEnforcement } from './enforcement-time.ts';
import { watchEstablished } from './established-connection.ts';
import { laneCount, spread, type Work } from './lanes.ts';
import { LATE_POD_ASKS, runLatePods } from './late-pods.ts';
import { makeLoad } from './load.ts';
import { observingPaths } from './paths/observe-paths.ts';
import { Patience } from './patience.ts';
import { type Notes, PROBES_AT_A_TIME, ScenarioRunner } from './run-scenarios.ts';
import { scenarioGroups } from './scenarios/all.ts';
import { triesIn, waitsIn } from './waits.ts';
import { windows } from './windows/all.ts';
import { type NumberedWindow, watchWindows } from './windows/watch-window.ts';
import { askAmongLasting, type Kept } from './windows/window.ts';

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
  const { last, noteAll } = await scenariosOf(context, new Patience());
  last.runner.note(ENFORCE_DENY, 0, NOTHING);
  noteAll();
  // Alone: anything beside it would affect what it measures.
  await measureEnforcement(context, last.arena, last.state, IDLE);
  const { load } = context.settings;
  if (load === undefined) return;
  await makeLoad(context, load);
  noteAll();
  const isTimeUp = (): boolean => performance.now() - startedAt > MEASURING * context.budgetSeconds * 1000;
  await measureEnforcement(context, last.arena, last.state, besideLoad(isTimeUp));
};

interface Observed {
  /** The lane whose arena is left: that of the one that ended last. */
  readonly last: Lane;
  /** Notes everything found so far. */
  readonly noteAll: () => void;
}

/** Carries out all scenarios, and the other work beside them. */
async function scenariosOf(context: CheckContext, patience: Patience): Promise<Observed> {
  const notes: Notes = { steps: [], notApplicable: [] };
  const turns = new Turns(PROBES_AT_A_TIME);
  const [arena, ...others] = await arenas(context, laneCount(context.settings.freePods, containersOfAPod(context)));
  const lanes = [arena, ...others].map((each, number): Lane => {
    const state = new ClusterState(context, each);
    const runner = new ScenarioRunner(context, each, state, { patience, lane: { number, notes, turns } });
    return { arena: each, state, runner };
  });
  const noteAll = (): void =>
    context.note(SCENARIOS_FACT, structuredClone({ ...landscapeOf(lanes), ...loadOf(context), ...notes }));
  noteAll();
  const works = spread(worksIn(arena, context), lanes.length);
  const going = new Set(lanes);
  const throughLane = async (lane: Lane, number: number): Promise<void> => {
    await inLane(lane, works[number] ?? [], noteAll);
    if (going.size === 1) return;
    going.delete(lane);
    await Promise.all([lane.arena.x, lane.arena.y].map(context.leaveNamespace));
  };
  await allEnded(lanes.map(throughLane));
  const [last] = going;
  if (last === undefined) throw new Error('expected a lane');
  return { last, noteAll };
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

/** In the order in which each lane carries out its own. */
function worksIn(arena: Arena, context: CheckContext): Work<Lane>[] {
  const { withoutGuest, ofPods, ofNamespace } = watchingWindows(context);
  // First and last, so that one seldom waits until another one has watched a change.
  return [
    withoutGuest,
    ...scenarioWorks(arena),
    lateWork(context),
    watchingEstablished(context),
    observingPaths(context),
    ofPods,
    ofNamespace,
  ];
}

function containersOfAPod({ settings: { image } }: CheckContext): number {
  return serversOn(SERVED_PORTS, image).length;
}

function scenarioWorks(arena: Arena): Work<Lane>[] {
  return scenarioGroups.map((scenarios) => ({
    waits: waitsIn(arena, scenarios) + WAITS.try * triesIn(arena, scenarios),
    scenarios,
    asks: [],
    run: ({ runner }) => runner.runTogether(scenarios),
  }));
}

/** As measured; those of a watched change by what its guest keeps, and what each connection of a scenario takes besides its waits. */
const WAITS = { try: 0.2, latePods: 4, established: 2.5, withoutGuest: 5, name: 8, address: 1, namespace: 8 };

function lateWork(context: CheckContext): Work<Lane> {
  return {
    waits: WAITS.latePods,
    scenarios: [],
    asks: LATE_POD_ASKS,
    run: ({ arena, runner }) => runLatePods(context, arena, runner),
  };
}

function watchingEstablished(context: CheckContext): Work<Lane> {
  return {
    waits: WAITS.established,
    scenarios: [],
    asks: [],
    run: ({ arena, runner }) => watchEstablished(context, arena, runner),
  };
}

type WindowKind = Kept | 'withoutGuest';

/**
 * In three pieces, because some windows wait for pods, and one for a namespace. Only one at a time is watched: each tries as many connections at
 * a time as nodes can bear beside the scenarios.
 */
function watchingWindows(context: CheckContext): Record<'withoutGuest' | 'ofPods' | 'ofNamespace', Work<Lane>> {
  const watching = new Turns(1);
  const kindOf = ({ window }: NumberedWindow): WindowKind => window.kept ?? 'withoutGuest';
  const numbered = windows.map((window, number): NumberedWindow => ({ window, number }));
  const work = (...kinds: readonly WindowKind[]): Work<Lane> => {
    const some = numbered.filter((each) => kinds.includes(kindOf(each)));
    return {
      waits: some.reduce((sum, each) => sum + WAITS[kindOf(each)], 0),
      scenarios: [],
      asks: some.flatMap(({ window }) => window.asks.flatMap((ask) => askAmongLasting(ask) ?? [])),
      run: (lane) => watchWindows(context, { ...lane, watching }, some),
    };
  };
  return { withoutGuest: work('withoutGuest'), ofPods: work('name', 'address'), ofNamespace: work('namespace') };
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
