import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** Deletes a pod in a namespace of ours, without giving it time. Rejects with CLUSTER if it is refused. */
export async function deleteRunPod(cluster: ClusterConnection, namespace: string, name: string): Promise<void> {
  await cluster
    .api(CoreV1Api)
    .deleteNamespacedPod({ namespace, name, gracePeriodSeconds: 0 })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to delete the pod ${namespace}/${name}`, cause);
    });
}
