import {
  ENFORCE_ALLOW,
  ENFORCE_DENY,
  ENFORCE_RULE_ADDED,
  ENFORCE_RULE_REMOVED,
  loaded,
  probeName,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { MEASURING_CONNECT_SECONDS } from '../../../results-parsers/checks/network-policy-beyond-upstream/try-times.ts';
import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import type { Reach } from '../../../results-parsers/policy-model/reachability.ts';
import type { CheckContext } from '../check.ts';
import { attempt } from '../probe/connect.ts';
import type { Arena } from './arena.ts';
import { type ClusterState, NOTHING, type State, stateOf } from './cluster-state.ts';
import { triedFor } from './run-scenarios.ts';
import { onPod, policy } from './scenario.ts';
import { isSeen, stillNeeded, Watch } from './watch.ts';

/** What is measured, and how often. */
export interface Measuring {
  readonly rounds: number;
  /** The name of a measurement in the names of its probes. */
  readonly named: (measurement: string) => string;
  /** Whether to begin no further round. */
  readonly isTimeUp: () => boolean;
}

export const IDLE: Measuring = { rounds: 6, named: (measurement) => measurement, isTimeUp: () => false };

/** Enough that the 99th percentile is not merely the longest. */
const LOADED_ROUNDS = 100;

export function besideLoad(isTimeUp: () => boolean): Measuring {
  return { rounds: LOADED_ROUNDS, named: loaded, isTimeUp };
}

/** As many as prove a connection blocked, so that one wait for an answer is enough. */
const STREAMS = 4;
/** How long a try takes: as long as the program's start, or until it gives up. Its streams begin in turns, evenly over that time. */
const TRY_MILLISECONDS: Readonly<Record<Reach, number>> = {
  open: 100,
  blocked: 100 + MEASURING_CONNECT_SECONDS * 1000,
};
const LONGEST_MILLISECONDS = 15_000;

/**
 * Denies and allows connections to a pod again and again, by making, changing and deleting a policy, tries them from the API server's answer
 * on without a pause, and keeps all attempts. Gives up if a change is never enforced.
 */
export async function measureEnforcement(
  context: CheckContext,
  arena: Arena,
  state: ClusterState,
  { rounds, named, isTimeUp }: Measuring,
): Promise<void> {
  const inForce = (ingress: NetworkPolicy['spec']['ingress']): State =>
    stateOf(arena, { policies: [policy(arena.x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress })] });
  const [denied, withRule] = [inForce([]), inForce([{ ports: [{ port: 8080 }] }])];
  for (let round = 0; round < rounds && !isTimeUp(); round += 1) {
    for (const [scenario, target, expected] of [
      [ENFORCE_DENY, denied, 'blocked'],
      [ENFORCE_RULE_ADDED, withRule, 'open'],
      [ENFORCE_RULE_REMOVED, denied, 'blocked'],
      [ENFORCE_ALLOW, NOTHING, 'open'],
    ] as const) {
      const probe = await watchChange(context, arena, state, target, expected, probeName(named(scenario), 0, round));
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
  const { cluster, signal } = context;
  const watch = new Watch((each) => attempt(cluster, { ...each, connectSeconds: MEASURING_CONNECT_SECONDS }), signal);
  // Not before: starting programs in a pod would delay the answer.
  const changedAt = await state.become(target);
  const other = expected === 'open' ? 'blocked' : 'open';
  watch.start(tried, {
    count: STREAMS,
    millisecondsApart: TRY_MILLISECONDS[other] / STREAMS,
    isEnough: (attempts, underWay) => {
      const needed = stillNeeded(attempts, changedAt, expected);
      // As long as the change is not seen at all, every try counts.
      return needed < stillNeeded([], changedAt, expected) && needed <= underWay;
    },
  });
  await watch.until(() => isSeen(watch.attemptsOf(tried), changedAt, expected), LONGEST_MILLISECONDS);
  await watch.stop();
  signal.throwIfAborted();
  const attempts = watch.attemptsOf(tried);
  return {
    name,
    ...tried,
    expected,
    observed: isSeen(attempts, changedAt, expected) ? expected : other,
    changedAt,
    attempts,
  };
}
