import type { ProbeAnswer, Server } from '../documents/verdict/reachability-failure.ts';
import type { Reach } from '../policy-model/reachability.ts';
import type { TruthTable } from './truth-table.ts';

/** A connection that a try found not to be as expected; upstream also lists those of a pod to itself. */
export type WrongProbe = { from: string; to: string; expected: Reach; answer: ProbeAnswer | null };

export type TryReading = { number: number; wrong: WrongProbe[]; server: Server };

/** A comparison of the connections found with those that the policies allow. */
export type ValidationReading = {
  tries: TryReading[];
  /** What upstream counted in the first try. */
  wrongInFirst: number | null;
  /** What upstream counted in the last one. */
  counts: { correct: number; incorrect: number } | null;
  expected: TruthTable | null;
  observed: TruthTable | null;
};

/** The probes of the spec's own servers, before it makes any policy. */
type ReadinessReading = {
  /** The last that found a server not ready; null: none did. */
  last: TryReading | null;
  notReady: Server[];
};

/** What the timeline says of the last attempt of a spec. */
export type TimelineReading = {
  /** Pods that the spec made, in that order. */
  pods: string[];
  readiness: ReadinessReading;
  /** Null: there was none, or the last one succeeded. */
  validation: ValidationReading | null;
  execError: string | null;
  /** Nodes of pods that the timeline describes, by `namespace/pod`. */
  nodes: Map<string, string>;
};

export function emptyTry(number: number): TryReading {
  return { number, wrong: [], server: { port: null, protocol: null } };
}
