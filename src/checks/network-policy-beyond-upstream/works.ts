import type { CheckContext } from '../check.ts';
import { Turns } from '../probe/turns.ts';
import type { Arena } from './arena.ts';
import type { ClusterState } from './cluster-state.ts';
import { watchEstablished } from './established-connection.ts';
import type { Work } from './lanes.ts';
import { LATE_POD_ASKS, runLatePods } from './late-pods.ts';
import { observingPaths } from './paths/observe-paths.ts';
import type { ScenarioRunner } from './run-scenarios.ts';
import { scenarioGroups } from './scenarios/all.ts';
import { triesIn, waitsIn } from './waits.ts';
import { windows } from './windows/all.ts';
import { type NumberedWindow, watchWindows } from './windows/watch-window.ts';
import { askAmongLasting, type Kept } from './windows/window.ts';

/** An arena, and the state and the runner in it. */
export interface Lane {
  readonly arena: Arena;
  readonly state: ClusterState;
  readonly runner: ScenarioRunner;
}

/** As measured; those of a watched change by what its guest keeps, and what each connection of a scenario takes besides its waits. */
const WAITS = { try: 0.2, latePods: 4, established: 2.5, withoutGuest: 5, name: 8, address: 1, namespace: 10 };

/** Everything that the lanes share out, in the order in which each carries out its own. */
export function worksIn(arena: Arena, context: CheckContext): Work<Lane>[] {
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

function scenarioWorks(arena: Arena): Work<Lane>[] {
  return scenarioGroups.map((scenarios) => ({
    waits: waitsIn(arena, scenarios) + WAITS.try * triesIn(arena, scenarios),
    scenarios,
    asks: [],
    run: ({ runner }) => runner.runTogether(scenarios),
  }));
}

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
