import { type Probe, type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';

/** Packets get lost, and a busy node is late: one attempt without an answer does not prove a connection blocked. One answer proves it open. */
const TRIES_THAT_PROVE_BLOCKED = 2;

/**
 * Whether no further attempt is needed: the last ones prove what is expected, or that the connection is open if nothing is expected; or
 * the time is up, and they prove anything at all.
 */
export function isSettled(
  attempts: readonly Pick<ProbeAttempt, 'result'>[],
  expected: Probe['expected'],
  isTimeUp: boolean,
): boolean {
  const reached = attempts.slice(-TRIES_THAT_PROVE_BLOCKED).map(({ result }) => reachabilityOf(result));
  const last = reached.at(-1);
  const isProven = last !== 'blocked' || (reached.length === TRIES_THAT_PROVE_BLOCKED && reached[0] === 'blocked');
  return isProven && (isTimeUp || last === (expected ?? 'open'));
}
