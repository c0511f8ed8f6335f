import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** What keeps a pod from running. */
export interface PodObstacle {
  /** Such as `cannot pull ghcr.io/x/y:1 (ImagePullBackOff)` or `no node accepts it (0/3 nodes are available: ...)`. */
  readonly text: string;
  /** The image that cannot be pulled; null: it is something else. */
  readonly pull: ImagePull | null;
}

/** A pull that failed. */
export interface ImagePull {
  readonly image: string;
  /** Name of the container that it is for. */
  readonly container: string;
  /** What the kubelet says, without the gRPC code before it; null: it only says that it waits before it tries again. */
  readonly reason: string | null;
}

/** What a container waits for in any case. */
const USUAL = new Set(['ContainerCreating', 'PodInitializing']);

const MAX_REASON_LENGTH = 400;

/** What keeps a pod from running, including its init containers; null: its status shows nothing. */
export function podObstacle({ status }: V1Pod): PodObstacle | null {
  const unscheduled = status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled !== undefined)
    return other(`no node accepts it (${unscheduled.message ?? unscheduled.reason ?? 'no reason given'})`);
  const isInit = (container: V1ContainerStatus): boolean => status?.initContainerStatuses?.includes(container) ?? false;
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const obstacle = containerObstacle(container, isInit(container));
    if (obstacle !== null) return obstacle;
  }
  if (status?.phase !== 'Failed') return null;
  return other(`it failed (${[status.reason, status.message].filter(Boolean).join(': ') || 'no reason given'})`);
}

function other(text: string): PodObstacle {
  return { text, pull: null };
}

function containerObstacle(container: V1ContainerStatus, isInit: boolean): PodObstacle | null {
  const { name, image, state, lastState } = container;
  const { reason, message } = state?.waiting ?? {};
  // Between two starts of a container, the end of the last one is still the obstacle.
  const ended =
    (isInit ? state?.terminated : undefined) ?? (reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined);
  if (ended !== undefined && ended.exitCode !== 0) {
    const why = [`exit code ${ended.exitCode}`, ended.message?.trim().slice(-MAX_REASON_LENGTH)]
      .filter(Boolean)
      .join(': ');
    return other(`its container ${name} exits at once (${why})`);
  }
  if (reason === undefined || USUAL.has(reason)) return null;
  if (/Image|Registry/.test(reason)) {
    const why = pullReason(message ?? '');
    return { text: `cannot pull ${image} (${why ?? reason})`, pull: { image, container: name, reason: why } };
  }
  return other(`cannot start its container ${name} (${[reason, message].filter(Boolean).join(': ')})`);
}

/**
 * What went wrong, out of a message such as `Back-off pulling image "x": ErrImagePull: rpc error: code = NotFound desc = failed to pull
 * and unpack image "x": ...`. Before Kubernetes 1.32 the message of a kubelet that backs off ends after the image.
 */
function pullReason(message: string): string | null {
  if (/^Back-off pulling image "[^"]*"$/.test(message)) return null;
  const description = message.split(/\bdesc = /).at(-1) ?? '';
  // containerd names the image once more at each step.
  const steps = description.replace(
    /^(?:failed to (?:pull and unpack image|resolve (?:image|reference)) "[^"]*": )+/,
    '',
  );
  return steps.trim().slice(0, MAX_REASON_LENGTH) || null;
}
