import type { Connection, Landscape } from './landscape.ts';
import type { Direction } from './network-policy.ts';
import { judgeConnection, type SideJudgement } from './reachability-model.ts';

/** A policy that isolates one end of a connection and does not allow the connection. */
export type BlockingPolicy = { namespace: string; name: string; direction: Direction };

/** The policies that block a connection, by the text of the API; empty: it is open, or the API does not specify it. */
export function blockingPolicies(landscape: Landscape, connection: Connection): BlockingPolicy[] {
  const { reach, egress, ingress } = judgeConnection(landscape, connection);
  if (reach !== 'blocked') return [];
  return [...ofSide(egress, 'Egress'), ...ofSide(ingress, 'Ingress')];
}

function ofSide(side: SideJudgement | null, direction: Direction): BlockingPolicy[] {
  if (side === null || side.allowedBy.length > 0) return [];
  return side.isolatedBy.map((policy) => ({ ...policy, direction }));
}
