import type { Ask, Scenario } from './scenario.ts';

/** One thing after another that a lane does: scenarios that share their states, or what is no mere change of policies. */
export interface Work<T> {
  /** How long it takes beside other work, in steps of scenarios. */
  readonly steps: number;
  readonly scenarios: readonly Scenario[];
  /** Connections that it rests on besides those of its scenarios. */
  readonly asks: readonly Ask[];
  readonly run: (lane: T) => Promise<void>;
}

/** Each lane more saves less, and takes as long for its pods to start. */
const MOST_LANES = 3;
const PODS_OF_A_LANE = 5;
/** What one lane makes besides, and what checks beside this one make. */
const OTHER_PODS = 15;
/** What is left of the room is for others. */
const USABLE_SHARE = 0.8;

/**
 * In how many arenas scenarios are gone through side by side.
 *
 * @param freePods how many more pods the nodes have room for; undefined: it is not known
 */
export function laneCount(freePods: number | undefined): number {
  const room = Math.floor((((freePods ?? 0) - OTHER_PODS) * USABLE_SHARE) / PODS_OF_A_LANE);
  return Math.max(1, Math.min(MOST_LANES, room));
}

/** The work of each lane, in its order, so that none takes much longer than the others. */
export function spread<W extends Pick<Work<unknown>, 'steps'>>(works: readonly W[], lanes: number): W[][] {
  const all = Array.from({ length: lanes }, () => ({ steps: 0, works: new Set<W>() }));
  for (const work of works.toSorted((a, b) => b.steps - a.steps)) {
    const shortest = all.reduce((least, lane) => (lane.steps < least.steps ? lane : least));
    shortest.works.add(work);
    shortest.steps += work.steps;
  }
  return all.map((lane) => works.filter((work) => lane.works.has(work)));
}
