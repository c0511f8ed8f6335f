import type { Connection, Endpoint, Landscape, ModelPod } from './landscape.ts';
import type { Direction, NetworkPolicy } from './network-policy.ts';
import { allowingRules, isolates } from './policy-match.ts';
import type { Reachability } from './reachability.ts';

/**
 * Why the API does not specify whether a connection is open.
 *
 * - `loopback`: a pod to itself; implementations differ, https://github.com/kubernetes/kubernetes/issues/95879.
 * - `host-network`: a pod in its node's network, which a network plugin may or may not distinguish from the node.
 * - `established`: opened before the policy that would block it now.
 */
type UndefinedCause = 'loopback' | 'host-network' | 'established';

/** A policy's name in its namespace, and which of its rules, counted from 0. */
type AllowingRule = { namespace: string; name: string; rule: number };

/** What the policies decide at one end of a connection. */
export type SideJudgement = {
  /** Policies that isolate the pod in that direction; empty: it is open. */
  isolatedBy: { namespace: string; name: string }[];
  allowedBy: AllowingRule[];
};

export type Judgement = {
  reach: Reachability;
  /** Why the API does not specify it; null: it does. */
  undefinedCause: UndefinedCause | null;
  /** The client's side; null: the client is not a pod. */
  egress: SideJudgement | null;
  /** The server's side; null: the server is not a pod. */
  ingress: SideJudgement | null;
};

/**
 * Whether a connection is open, by the text of the API: https://kubernetes.io/docs/concepts/services-networking/network-policies/ and
 * the comments on the type NetworkPolicySpec. Each side that is isolated must allow it. Traffic between a pod and its own node is always open.
 */
export function judgeConnection(landscape: Landscape, connection: Connection): Judgement {
  const egress = judgeSide('Egress', connection.from.pod, landscape, connection);
  const ingress = judgeSide('Ingress', connection.to.pod, landscape, connection);
  const sides = { egress, ingress };
  const isOpen = isLocalNode(connection) || (isAllowed(egress) && isAllowed(ingress));
  const undefinedCause = causeOf(connection, isOpen);
  if (undefinedCause !== null) return { reach: 'unknown', undefinedCause, ...sides };
  return { reach: isOpen ? 'open' : 'blocked', undefinedCause, ...sides };
}

function judgeSide(
  direction: Direction,
  pod: ModelPod | null,
  landscape: Landscape,
  connection: Connection,
): SideJudgement | null {
  if (pod === null) return null;
  const isolating = landscape.policies.filter((policy) => isolates(policy, pod, direction));
  return {
    isolatedBy: isolating.map(nameOf),
    allowedBy: isolating.flatMap((policy) =>
      allowingRules(policy, direction, connection, landscape).map((rule) => ({ ...nameOf(policy), rule })),
    ),
  };
}

function isAllowed(side: SideJudgement | null): boolean {
  return side === null || side.isolatedBy.length === 0 || side.allowedBy.length > 0;
}

function causeOf({ from, to, established }: Connection, isOpen: boolean): UndefinedCause | null {
  if (from.pod !== null && isSamePod(from.pod, to.pod)) return 'loopback';
  if (from.pod?.hostNetwork || to.pod?.hostNetwork) return 'host-network';
  return established && !isOpen ? 'established' : null;
}

function isSamePod(pod: ModelPod, other: ModelPod | null): boolean {
  return pod.namespace === other?.namespace && pod.name === other.name;
}

function isLocalNode({ from, to }: Connection): boolean {
  const isNodeOf = (end: Endpoint, pod: ModelPod | null): boolean =>
    end.pod === null && pod !== null && pod.nodeAddresses.includes(end.address);
  return isNodeOf(from, to.pod) || isNodeOf(to, from.pod);
}

function nameOf({ metadata: { namespace, name } }: NetworkPolicy): { namespace: string; name: string } {
  return { namespace, name };
}
