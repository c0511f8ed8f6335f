import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

const GONE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 100;
const NOT_FOUND = 404;

/** Deletes a pod in a namespace of ours, without giving it time. Rejects with CLUSTER if it is refused. */
export async function deleteRunPod(cluster: ClusterConnection, namespace: string, name: string): Promise<void> {
  await deleteWithin(cluster, namespace, name, 0);
}

/**
 * Deletes a pod in a namespace of ours and waits until its node has removed it: only then is its address free. Rejects with CLUSTER if it is
 * refused, or takes more than half a minute.
 */
export async function removeRunPod(cluster: ClusterConnection, namespace: string, name: string): Promise<void> {
  // With 0 the API server forgets the pod at once, and its node removes it later.
  await deleteWithin(cluster, namespace, name, 1);
  const end = Date.now() + GONE_MILLISECONDS;
  while (!(await isGone(cluster, namespace, name))) {
    if (Date.now() >= end) {
      const expected = `the pod ${namespace}/${name} to be gone within ${GONE_MILLISECONDS / 1000} s`;
      throw clusterError(expected, 'it is still there');
    }
    await sleep(POLL_MILLISECONDS);
  }
}

/** Deletes all pods in a namespace of ours and waits until their nodes have removed them. Rejects as `removeRunPod` does. */
export async function removeRunPods(cluster: ClusterConnection, namespace: string): Promise<void> {
  const { items } = await cluster
    .api(CoreV1Api)
    .listNamespacedPod({ namespace })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to list the pods in ${namespace}`, cause);
    });
  await Promise.all(items.map(({ metadata }) => removeRunPod(cluster, namespace, metadata?.name ?? '')));
}

async function deleteWithin(
  cluster: ClusterConnection,
  namespace: string,
  name: string,
  gracePeriodSeconds: number,
): Promise<void> {
  await cluster
    .api(CoreV1Api)
    .deleteNamespacedPod({ namespace, name, gracePeriodSeconds })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to delete the pod ${namespace}/${name}`, cause);
    });
}

async function isGone(cluster: ClusterConnection, namespace: string, name: string): Promise<boolean> {
  try {
    await cluster.api(CoreV1Api).readNamespacedPod({ namespace, name });
    return false;
  } catch (cause) {
    if (httpStatusOf(cause) === NOT_FOUND) return true;
    throw clusterError(`the API server to show the pod ${namespace}/${name}`, cause);
  }
}
