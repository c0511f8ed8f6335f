import type { NodeCapacity } from '../../results-parsers/run-record/preflight.ts';

/** Specs wait for pods and probes most of the time: on two cores eight processes were faster than two, 147 s against 201 s. */
const PROCESSES_PER_CORE = 4;
/** A process takes some 130 MB of memory in the plugin's pod. */
const MOST_PROCESSES = 12;
/** What is left of the room for pods, for others. */
const USABLE_SHARE = 0.8;
/** Where nothing is known of the cluster. */
export const FALLBACK_PROCESSES = 4;

export interface ProcessChoice {
  readonly processes: number;
  /** How it came about, in words. */
  readonly reason: string;
  /** Whether the operator asked for more than there is room for. */
  readonly isTooMany: boolean;
}

/** How many specs have room for their pods at the same time. */
function roomFor(nodes: readonly NodeCapacity[], podsPerSpec: number): number {
  const free = nodes.reduce((sum, { freePods }) => sum + freePods, 0);
  return Math.floor((free * USABLE_SHARE) / podsPerSpec);
}

/**
 * How many ginkgo processes run: four for each core of the nodes, as many as have room for their pods, twelve at most.
 *
 * @param asked by the operator; null: the choice is ours
 * @param nodes those that take the specs' pods; empty: it is not known
 */
export function chooseProcesses(
  asked: number | null,
  nodes: readonly NodeCapacity[],
  podsPerSpec: number,
): ProcessChoice {
  const room = roomFor(nodes, podsPerSpec);
  if (asked !== null) {
    const isTooMany = nodes.length > 0 && asked > Math.max(1, room);
    return { processes: asked, reason: 'as asked for (SCS_PROCESSES)', isTooMany };
  }
  if (nodes.length === 0) {
    return { processes: FALLBACK_PROCESSES, reason: 'nothing is known of the nodes', isTooMany: false };
  }
  const cores = nodes.reduce((sum, { cpus }) => sum + cpus, 0);
  const byCores = Math.floor(cores * PROCESSES_PER_CORE);
  const processes = Math.max(1, Math.min(byCores, room, MOST_PROCESSES));
  const reason =
    `${cores} cores of ${nodes.length} nodes allow ${byCores}, ` +
    `their free pods ${room} (${podsPerSpec} for a spec), the limit is ${MOST_PROCESSES}`;
  return { processes, reason, isTooMany: false };
}
