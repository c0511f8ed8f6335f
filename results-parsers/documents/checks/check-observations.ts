import * as z from 'zod';
import { API_VERSION } from '../../core/api-version.ts';
import { CheckIdentity } from './check-definition.ts';
import { Probe } from './probe.ts';

const Timestamp = z.iso.datetime();

/** Directory of the observations among the run's evidence. */
export const CHECKS_DIRECTORY = 'checks';

export function observationsFile(id: string): string {
  return `${CHECKS_DIRECTORY}/${id}.json`;
}

/**
 * Why a check did not finish.
 *
 * - `stopped`: the run was told to stop, or its deadline passed.
 * - `out-of-time`: the check's own budget was spent.
 * - `error`: something went wrong, such as a request that the API server refused.
 */
export const CheckProblem = z.object({
  kind: z.enum(['stopped', 'out-of-time', 'error']),
  reason: z.string(),
});
export type CheckProblem = z.infer<typeof CheckProblem>;

/** Everything that a check saw in the cluster: the evidence from which its answer is computed, now or later. */
export const CheckObservations = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('CheckObservations'),
  check: CheckIdentity,
  startedAt: Timestamp,
  endedAt: Timestamp,
  /** Null: the check finished. */
  problem: CheckProblem.nullable(),
  /** Namespaces that it made, with the labels that it gave them. */
  namespaces: z.array(z.object({ name: z.string(), labels: z.record(z.string(), z.string()) })),
  probes: z.array(Probe),
  /** What else it found; each check has its own schema for it, beside the function that computes its answer. */
  facts: z.record(z.string(), z.unknown()),
  /** Objects that it made and could not remove again, as `kind namespace/name`. */
  left: z.array(z.string()),
});
export type CheckObservations = z.infer<typeof CheckObservations>;
