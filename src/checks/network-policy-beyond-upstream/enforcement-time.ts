import { MEASURING_CONNECT_SECONDS } from '../../../results-parsers/checks/network-policy-beyond-upstream/enforcement-measures.ts';
import {
  ENFORCE_ALLOW,
  ENFORCE_DENY,
  ENFORCE_RULE_ADDED,
  ENFORCE_RULE_REMOVED,
  loaded,
  probeName,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import type { Reach } from '../../../results-parsers/policy-model/reachability.ts';
import type { CheckContext } from '../check.ts';
import { attempt } from '../probe/connect.ts';
import type { Arena } from './arena.ts';
import { type ClusterState, NOTHING, type State, stateOf } from './cluster-state.ts';
import { triedFor } from './run-scenarios.ts';
import { onPod, policy } from './scenario.ts';
import { isSeen, Watch } from './watch.ts';

/** What is measured, and how often. */
export interface Measuring {
  readonly rounds: number;
  /** The name of a measurement in the names of its probes. */
  readonly named: (measurement: string) => string;
  /** Whether to begin no further round. */
  readonly isTimeUp: () => boolean;
}

export const IDLE: Measuring = { rounds: 10, named: (measurement) => measurement, isTimeUp: () => false };

/** Enough that the 99th percentile is not merely the longest. */
const LOADED_ROUNDS = 100;

export function besideLoad(isTimeUp: () => boolean): Measuring {
  return { rounds: LOADED_ROUNDS, named: loaded, isTimeUp };
}

const STREAMS = 3;
const LONGEST_MILLISECONDS = 15_000;

/**
 * Denies and allows connections to a pod again and again, by making, changing and deleting a policy, while they are tried without a pause,
 * and keeps all attempts. Gives up if a change is never enforced.
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
  watch.start(tried, STREAMS);
  const changedAt = await state.become(target).catch(async (error: unknown) => {
    await watch.stop();
    throw error;
  });
  await watch.until(() => isSeen(watch.attemptsOf(tried), changedAt, expected), LONGEST_MILLISECONDS);
  await watch.stop();
  signal.throwIfAborted();
  const attempts = watch.attemptsOf(tried);
  const other = expected === 'open' ? 'blocked' : 'open';
  return {
    name,
    ...tried,
    expected,
    observed: isSeen(attempts, changedAt, expected) ? expected : other,
    changedAt,
    attempts,
  };
}
