import { counted } from '../../../results-parsers/core/counted.ts';
import type { NodeCapacity } from '../../../results-parsers/documents/run-record/preflight.ts';
import { freePodsOn } from '../../cluster/nodes.ts';

/** Specs wait for pods and probes most of the time: on two cores eight processes were faster than two, 147 s against 201 s. */
const PROCESSES_PER_CORE = 4;
const MOST_PROCESSES = 12;
/** Memory of e2e.test in the plugin's pod: with eight processes, 170 Mi each when they start, 150 for a minute, then 110. */
const MEMORY_MI_PER_PROCESS = 160;
/** Memory of the runner and ginkgo. */
const MEMORY_MI_FOR_OTHERS = 128;
/** Room for pods that is left to others. */
const USABLE_SHARE = 0.8;
/** Used if nothing is known about the cluster. */
const FALLBACK_PROCESSES = 4;

export interface ProcessChoice {
  readonly processes: number;
  /** How it was chosen, in words. */
  readonly reason: string;
  /** Whether the operator asked for more than there is room for. */
  readonly isTooMany: boolean;
}

/** How many specs have room for their pods at the same time. */
function roomFor(nodes: readonly NodeCapacity[], podsPerSpec: number): number {
  return Math.floor((freePodsOn(nodes) * USABLE_SHARE) / podsPerSpec);
}

/** How many processes the memory that a pod requests is enough for. */
function roomIn(memoryMi: number): number {
  return Math.max(1, Math.floor((memoryMi - MEMORY_MI_FOR_OTHERS) / MEMORY_MI_PER_PROCESS));
}

export interface Capacity {
  /** Nodes that accept the specs' pods; empty: not known. */
  readonly nodes: readonly NodeCapacity[];
  /** Pods that a spec has at the same time. */
  readonly podsPerSpec: number;
  /** That the plugin's container requests, in Mi; null: it is not known, or requests none. */
  readonly memoryMi: number | null;
}

/**
 * How many ginkgo processes run: four for each core of the nodes, as many as have room for their pods and for themselves in the memory
 * that the plugin requests, twelve at most.
 *
 * @param asked by the operator; null: the choice is ours
 */
export function chooseProcesses(asked: number | null, { nodes, podsPerSpec, memoryMi }: Capacity): ProcessChoice {
  const room = roomFor(nodes, podsPerSpec);
  if (asked !== null) {
    const isTooMany = nodes.length > 0 && asked > Math.max(1, room);
    return { processes: asked, reason: 'as requested (SCS_PROCESSES)', isTooMany };
  }
  const inMemory = memoryMi === null ? MOST_PROCESSES : roomIn(memoryMi);
  const requested = memoryMi === null ? '' : `, the ${memoryMi} Mi of memory that the plugin requests ${inMemory}`;
  if (nodes.length === 0) {
    const processes = Math.min(FALLBACK_PROCESSES, inMemory);
    return { processes, reason: `nothing is known about the nodes${requested}`, isTooMany: false };
  }
  const cores = nodes.reduce((sum, { cpus }) => sum + cpus, 0);
  const byCores = Math.floor(cores * PROCESSES_PER_CORE);
  const processes = Math.max(1, Math.min(byCores, room, inMemory, MOST_PROCESSES));
  const reason =
    `${counted(cores, 'core')} of ${counted(nodes.length, 'node')} ${cores === 1 ? 'allows' : 'allow'} ${byCores}, ` +
    `their free pods ${room} (${podsPerSpec} for a spec)${requested}, the limit is ${MOST_PROCESSES}`;
  return { processes, reason, isTooMany: false };
}
