import * as z from 'zod';
import { Protocol } from '../../policy-model/network-policy.ts';
import { Reach, Reachability } from '../../policy-model/reachability.ts';

const Timestamp = z.iso.datetime();

/**
 * One attempt to connect.
 *
 * - `open`: there was an answer.
 * - `timeout`: there was none.
 * - `refused`: the connection was refused, by the target or by what stands in between.
 * - `name-unknown`: the target's name did not resolve.
 * - `error`: the attempt could not be made.
 */
export const ProbeAttempt = z.object({
  startedAt: Timestamp,
  endedAt: Timestamp,
  result: z.enum(['open', 'timeout', 'refused', 'name-unknown', 'error']),
  /** The probing program's output; empty if the connection was open. */
  detail: z.string(),
});
export type ProbeAttempt = z.infer<typeof ProbeAttempt>;

/** Tries from one pod to one address until what was expected was observed, or the time was up. */
export const Probe = z.object({
  /** Unique within the check; the outcome is computed from probes by their names. */
  name: z.string(),
  from: z.object({ namespace: z.string(), pod: z.string() }),
  /** `what`: the target in words, such as `pod b/server`. */
  to: z.object({ what: z.string(), address: z.string() }),
  protocol: Protocol,
  port: z.int().min(1).max(65535),
  /** Null: nothing, because this is the question. */
  expected: Reach.nullable(),
  /** What the last attempt found. */
  observed: Reachability,
  /** When the API server had taken the change whose effect the probe waits for; null: it waits for none. */
  changedAt: Timestamp.nullable(),
  attempts: z.array(ProbeAttempt),
});
export type Probe = z.infer<typeof Probe>;

/** Whether the probe observed what it expected; one that expects nothing did if it observed anything. */
export function isAsExpected({ expected, observed }: Pick<Probe, 'expected' | 'observed'>): boolean {
  return expected === null ? observed !== 'unknown' : observed === expected;
}

export function reachabilityOf(result: ProbeAttempt['result']): Reachability {
  switch (result) {
    case 'open':
      return 'open';
    case 'timeout':
    case 'refused':
      return 'blocked';
    case 'name-unknown':
    case 'error':
      return 'unknown';
    default:
      return result satisfies never;
  }
}

/**
 * Seconds from the API server's answer to a change until its effect was first seen to stay: the start of the first of the last
 * attempts that all saw it. Null: the probe waited for no change, or did not see its effect.
 */
export function secondsToEnforce(probe: Probe): number | null {
  const { changedAt, expected, attempts } = probe;
  if (changedAt === null || expected === null || !isAsExpected(probe)) return null;
  const before = attempts.findLastIndex(({ result }) => reachabilityOf(result) !== expected);
  const first = attempts[before + 1];
  return first === undefined ? null : Math.max(0, Date.parse(first.startedAt) - Date.parse(changedAt)) / 1000;
}
