import type { Ask, Scenario } from './scenario.ts';

/** A piece of work for a lane: scenarios that share their states, or work that does more than change policies. */
export interface Work<T> {
  /** How long it takes beside other work, in waits for a connection to count as blocked, each of two to three seconds. */
  readonly waits: number;
  readonly scenarios: readonly Scenario[];
  /** Connections that it depends on, besides those of its scenarios. */
  readonly asks: readonly Ask[];
  readonly run: (lane: T) => Promise<void>;
}

/** Each additional lane saves less time than the one before, and its pods take as long to start: longer if each has several containers. */
const MOST_LANES = { ofSingleContainers: 6, ofSeveralContainers: 3 };
const PODS_OF_A_LANE = 5;
/** The pods that one lane makes in addition, and those of checks that run beside this one. */
const OTHER_PODS = 15;
/** The rest of the room is for others. */
const USABLE_SHARE = 0.8;

/**
 * The number of arenas in which scenarios are carried out side by side.
 *
 * @param freePods how many more pods the nodes have room for; undefined: it is not known
 * @param containers how many each pod of an arena has
 */
export function laneCount(freePods: number | undefined, containers: number): number {
  const room = Math.floor((((freePods ?? 0) - OTHER_PODS) * USABLE_SHARE) / PODS_OF_A_LANE);
  const most = containers === 1 ? MOST_LANES.ofSingleContainers : MOST_LANES.ofSeveralContainers;
  return Math.max(1, Math.min(most, room));
}

/** The work of each lane, in its order, so that no lane takes much longer than the others. */
export function spread<W extends Pick<Work<unknown>, 'waits'>>(works: readonly W[], lanes: number): W[][] {
  const all = Array.from({ length: lanes }, () => ({ waits: 0, works: new Set<W>() }));
  for (const work of works.toSorted((a, b) => b.waits - a.waits)) {
    const shortest = all.reduce((least, lane) => (lane.waits < least.waits ? lane : least));
    shortest.works.add(work);
    shortest.waits += work.waits;
  }
  return all.map((lane) => works.filter((work) => lane.works.has(work)));
}
