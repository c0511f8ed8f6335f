import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** What a container waits for in any case. */
const USUAL = new Set(['ContainerCreating', 'PodInitializing']);

/**
 * What keeps a pod from running, in words, init containers included; null: nothing that it says.
 *
 * Such as `cannot pull ghcr.io/x/y:1 (ImagePullBackOff)` or `no node takes it (0/3 nodes are available: ...)`.
 */
export function podObstacle({ status }: V1Pod): string | null {
  const unscheduled = status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled !== undefined)
    return `no node takes it (${unscheduled.message ?? unscheduled.reason ?? 'no reason given'})`;
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const obstacle = containerObstacle(container);
    if (obstacle !== null) return obstacle;
  }
  if (status?.phase !== 'Failed') return null;
  return `it failed (${[status.reason, status.message].filter(Boolean).join(': ') || 'no reason given'})`;
}

function containerObstacle({ name, image, state }: V1ContainerStatus): string | null {
  const { reason, message } = state?.waiting ?? {};
  if (reason === undefined || USUAL.has(reason)) return null;
  if (/Image|Registry/.test(reason)) return `cannot pull ${image} (${reason})`;
  return `cannot start its container ${name} (${[reason, message].filter(Boolean).join(': ')})`;
}
