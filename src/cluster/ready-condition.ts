import type { V1Node, V1Pod } from '@kubernetes/client-node';

/** Whether a pod or node says that it is ready, and is not being deleted. */
export function isReady({ metadata, status }: V1Pod | V1Node): boolean {
  const conditions: readonly { type: string; status: string }[] = status?.conditions ?? [];
  const isStaying = metadata?.deletionTimestamp === undefined;
  return isStaying && conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
}
