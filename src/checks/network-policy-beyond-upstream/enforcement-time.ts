import { MEASURING_CONNECT_SECONDS } from '../../../results-parsers/checks/network-policy-beyond-upstream/enforcement-measures.ts';
import {
  ENFORCE_ALLOW,
  ENFORCE_DENY,
  probeName,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { type Probe, type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import type { Reach } from '../../../results-parsers/policy-model/reachability.ts';
import type { CheckContext } from '../check.ts';
import { attempt } from '../probe/connect.ts';
import type { Arena } from './arena.ts';
import { type ClusterState, NOTHING, type State, stateOf } from './cluster-state.ts';
import { triedFor } from './run-scenarios.ts';
import { onPod, policy } from './scenario.ts';

const ROUNDS = 12;
/** Number of streams in which connections are tried, so that one waiting for its answer does not hide what others see. */
const STREAMS = 3;
/** This many in a row without an answer are not just lost packets. */
const TRIES_THAT_PROVE_BLOCKED = 4;
const LONGEST_MILLISECONDS = 15_000;

/**
 * Denies and allows connections to a pod again and again, while they are tried without a pause, and keeps all attempts. Gives up if a
 * change is never enforced.
 */
export async function measureEnforcement(context: CheckContext, arena: Arena, state: ClusterState): Promise<void> {
  const deny = policy(arena.x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [] });
  const denied = stateOf(arena, { policies: [deny] });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [scenario, target, expected] of [
      [ENFORCE_DENY, denied, 'blocked'],
      [ENFORCE_ALLOW, NOTHING, 'open'],
    ] as const) {
      const probe = await watchChange(context, arena, state, target, expected, probeName(scenario, 0, round));
      context.keep(probe);
      if (probe.observed !== expected) return;
    }
  }
}

async function watchChange(
  context: CheckContext,
  arena: Arena,
  state: ClusterState,
  target: State,
  expected: Reach,
  name: string,
): Promise<Probe> {
  const tried = triedFor(arena, { from: 'y-a', to: 'x-a', protocol: 'TCP', port: 8080 });
  const attempts: ProbeAttempt[] = [];
  const end = new AbortController();
  const inOrder = (): ProbeAttempt[] => attempts.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  let changedAt: string | null = null;
  const stream = async (): Promise<void> => {
    while (!end.signal.aborted && !context.signal.aborted) {
      attempts.push(await attempt(context.cluster, { ...tried, connectSeconds: MEASURING_CONNECT_SECONDS }));
      if (isSeen(inOrder(), changedAt, expected)) end.abort();
    }
  };
  const streams = Array.from({ length: STREAMS }, stream);
  changedAt = await state.become(target);
  const timer = setTimeout(() => end.abort(), LONGEST_MILLISECONDS);
  await Promise.all(streams);
  clearTimeout(timer);
  context.signal.throwIfAborted();
  const seen = isSeen(inOrder(), changedAt, expected);
  const observed = seen ? expected : expected === 'open' ? 'blocked' : 'open';
  return { name, ...tried, expected, observed, changedAt, attempts: inOrder() };
}

function isSeen(attempts: readonly ProbeAttempt[], changedAt: string | null, expected: Reach): boolean {
  if (changedAt === null) return false;
  const after = attempts.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(changedAt));
  const needed = expected === 'open' ? 1 : TRIES_THAT_PROVE_BLOCKED;
  const last = after.slice(-needed);
  return last.length === needed && last.every(({ result }) => reachabilityOf(result) === expected);
}
