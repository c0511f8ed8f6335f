import { readFileSync } from 'node:fs';
import { CoreV1Api, type V1Pod } from '@kubernetes/client-node';
import * as z from 'zod';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** The namespace of the pod that this runs in; null: it does not run in a pod. */
export function ownNamespace(): string | null {
  try {
    return readFileSync(NAMESPACE_FILE, 'utf8').trim();
  } catch {
    return null;
  }
}

/** The pod with this UID; null: there is none. Rejects with CLUSTER if the API server does not answer. */
export async function findPod(cluster: ClusterConnection, namespace: string, uid: string): Promise<V1Pod | null> {
  const { items } = await cluster
    .api(CoreV1Api)
    .listNamespacedPod({ namespace })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to list the pods of ${namespace}`, cause);
    });
  return items.find(({ metadata }) => metadata?.uid === uid) ?? null;
}

const AggregatorConfig = z.object({ Server: z.object({ timeoutseconds: z.int().positive() }) });

/**
 * After how many seconds Sonobuoy's aggregator gives up (`sonobuoy run --timeout`), counted from its own start; null: it is not known.
 * Never rejects.
 */
export async function aggregatorTimeoutSeconds(cluster: ClusterConnection, namespace: string): Promise<number | null> {
  const name = 'sonobuoy-config-cm';
  try {
    const { data } = await cluster.api(CoreV1Api).readNamespacedConfigMap({ namespace, name });
    return AggregatorConfig.parse(JSON.parse(data?.['config.json'] ?? '')).Server.timeoutseconds;
  } catch {
    return null;
  }
}

/** When the aggregator's pod started; null: it is not known. Never rejects. */
export async function aggregatorStart(cluster: ClusterConnection, namespace: string): Promise<Date | null> {
  const labelSelector = 'sonobuoy-component=aggregator';
  try {
    const { items } = await cluster.api(CoreV1Api).listNamespacedPod({ namespace, labelSelector });
    const start = items[0]?.status?.startTime;
    return start === undefined ? null : new Date(start);
  } catch {
    return null;
  }
}
