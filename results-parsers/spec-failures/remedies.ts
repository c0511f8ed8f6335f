import type { FailureKind, ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import { noneWas } from './failure-words.ts';

const BY_KIND: Readonly<Record<FailureKind, string>> = {
  leak: 'Find out why the network plugin lets through what the policy forbids: does it support this part of NetworkPolicy, and is that support enabled?',
  blocked:
    'Find out why the network plugin blocks what the policy allows: does it support this part of NetworkPolicy, and is that support enabled?',
  both: 'Find out why the network plugin interprets the policy differently from Kubernetes: does it support this part of NetworkPolicy, and is that support enabled?',
  environment:
    'This failure says nothing about how policies are enforced. Find out what kept the spec from probing (its pods, their Services, exec into them, the API server), then run again.',
  unknown: 'Read the failure and its timeline in the evidence, then run again.',
};

const NOTHING_ENFORCED =
  'Nothing was blocked that should be blocked. If other specs fail in the same way, the network plugin does not enforce NetworkPolicy at all: check that it has a policy engine that is enabled and runs on every node. If they do not, it ignores this part of NetworkPolicy.';

const PART_NOT_ENFORCED =
  'Nothing was blocked that should be blocked, but other specs passed that need policies to be enforced. So the network plugin ignores this part of NetworkPolicy, or applies it too late: check whether it supports this part, and whether that support is enabled.';

/**
 * What to do about a failure, whatever part of NetworkPolicy the spec exercises.
 *
 * `isEnforced`: other specs of the run passed that need something blocked.
 */
export function failureRemedy(failure: ReachabilityFailure, isEnforced = false): string {
  if (failure.kind !== 'leak' || !noneWas('blocked', failure)) return BY_KIND[failure.kind];
  return isEnforced ? PART_NOT_ENFORCED : NOTHING_ENFORCED;
}
