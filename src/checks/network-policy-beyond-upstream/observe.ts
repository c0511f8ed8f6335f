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
import { laneCount, spread, type Work } from './lanes.ts';
import { makeLoad } from './load.ts';
import { Patience } from './patience.ts';
import { type Notes, PROBES_AT_A_TIME, ScenarioRunner } from './run-scenarios.ts';
import { type Lane, worksIn } from './works.ts';

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

function containersOfAPod({ settings: { image } }: CheckContext): number {
  return serversOn(SERVED_PORTS, image).length;
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
