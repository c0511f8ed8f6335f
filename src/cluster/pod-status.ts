import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { podAddresses } from './pod-addresses.ts';

export interface PodStatus {
  readonly addresses: readonly string[];
  /** The addresses of the node that it runs on. */
  readonly nodeAddresses: readonly string[];
  /** Whether its readiness probe, if it has one, succeeds. */
  readonly ready: boolean;
  /** When its container started, and when and how it ended; null: not yet. */
  readonly startedAt: string | null;
  readonly ended: { readonly exitCode: number; readonly at: string } | null;
}

const isoOf = (date: Date | undefined): string | null => (date === undefined ? null : new Date(date).toISOString());

/** The current status of a pod of ours. Rejects with CLUSTER if it cannot be read. */
export async function podStatus(cluster: ClusterConnection, namespace: string, name: string): Promise<PodStatus> {
  const { status } = await cluster
    .api(CoreV1Api)
    .readNamespacedPod({ namespace, name })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to show the pod ${namespace}/${name}`, cause);
    });
  const { running, terminated } = status?.containerStatuses?.[0]?.state ?? {};
  return {
    ...podAddresses(status),
    ready: (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True'),
    startedAt: isoOf(running?.startedAt ?? terminated?.startedAt),
    ended:
      terminated === undefined
        ? null
        : { exitCode: terminated.exitCode, at: isoOf(terminated.finishedAt) ?? new Date().toISOString() },
  };
}

/** What a pod of ours has printed. Rejects with CLUSTER if it cannot be read. */
export async function podLog(cluster: ClusterConnection, namespace: string, name: string): Promise<string> {
  return await cluster
    .api(CoreV1Api)
    .readNamespacedPodLog({ namespace, name, limitBytes: 4096 })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to show what the pod ${namespace}/${name} printed`, cause);
    });
}
