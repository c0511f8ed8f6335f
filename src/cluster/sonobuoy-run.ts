import { CoreV1Api, type V1Pod, VersionApi } from '@kubernetes/client-node';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { type Termination, terminationOf } from './namespace-termination.ts';
import { type PodObstacle, podObstacle } from './pod-obstacle.ts';

/** Annotation of the namespace and the pods of a run that this command line started: the run's id, a UUID, which its archive has in its name. */
export const STARTED_RUN = 'scs-networking/sonobuoy-run';

/** Of Sonobuoy's own pod. */
export const AGGREGATOR_LABEL = { key: 'sonobuoy-component', value: 'aggregator' } as const;
/** Of a plugin's pods; its value is the plugin's name. */
export const PLUGIN_LABEL = 'sonobuoy-plugin';

/** A pod of a run of Sonobuoy. */
export interface RunPod {
  readonly name: string;
  readonly uid: string;
  readonly phase: string;
  /** Its deletion was asked for. */
  readonly isStopping: boolean;
  /** Whether a container has ended while others still run, as a plugin's whose results are not delivered yet. */
  readonly hasEndedContainer: boolean;
  /** What keeps it from running; null: nothing that it says. */
  readonly obstacle: PodObstacle | null;
}

/** A run of Sonobuoy as its objects in the cluster show it. */
export interface SonobuoyRun {
  readonly namespace: string;
  readonly namespaceUid: string;
  /** When the namespace was made. */
  readonly createdAt: Date;
  /** Null: the namespace is not being deleted. */
  readonly termination: Termination | null;
  /** Null: it has no such pod yet, or no longer. */
  readonly aggregator: RunPod | null;
  /** The run's id if this command line started it; null: somebody else did, or it is not known yet. */
  readonly startedAs: string | null;
  /** By the names of their plugins; a plugin may have a pod on each node. */
  readonly plugins: ReadonlyMap<string, readonly RunPod[]>;
}

function runPod(pod: V1Pod): RunPod {
  return {
    name: pod.metadata?.name ?? '',
    uid: pod.metadata?.uid ?? '',
    phase: pod.status?.phase ?? 'Unknown',
    isStopping: pod.metadata?.deletionTimestamp !== undefined,
    hasEndedContainer: (pod.status?.containerStatuses ?? []).some(({ state }) => state?.terminated !== undefined),
    obstacle: podObstacle(pod),
  };
}

/** What is in the namespace that Sonobuoy would use, or null if there is no such namespace. Rejects with CLUSTER. */
export async function findSonobuoyRun(cluster: ClusterConnection, namespace: string): Promise<SonobuoyRun | null> {
  const core = cluster.api(CoreV1Api);
  const found = await core.readNamespace({ name: namespace }).catch((cause: unknown) => {
    if (httpStatusOf(cause) === 404) return null;
    throw clusterError(`the API server to say whether there is a namespace ${namespace}`, cause);
  });
  if (found === null) return null;
  const { items } = await core.listNamespacedPod({ namespace }).catch((cause: unknown) => {
    throw clusterError(`the API server to list the pods of the namespace ${namespace}`, cause);
  });
  const plugins = new Map<string, RunPod[]>();
  for (const pod of items) {
    const plugin = pod.metadata?.labels?.[PLUGIN_LABEL];
    if (plugin !== undefined) plugins.set(plugin, [...(plugins.get(plugin) ?? []), runPod(pod)]);
  }
  const aggregator = items.find(({ metadata }) => metadata?.labels?.[AGGREGATOR_LABEL.key] === AGGREGATOR_LABEL.value);
  return {
    namespace,
    namespaceUid: found.metadata?.uid ?? '',
    createdAt: new Date(found.metadata?.creationTimestamp ?? 0),
    termination: terminationOf(found),
    aggregator: aggregator === undefined ? null : runPod(aggregator),
    startedAs: (aggregator ?? found).metadata?.annotations?.[STARTED_RUN] ?? null,
    plugins,
  };
}

/** The namespaces in which Sonobuoy runs. Rejects with CLUSTER. */
export async function sonobuoyNamespaces(cluster: ClusterConnection): Promise<string[]> {
  const { items } = await cluster
    .api(CoreV1Api)
    .listPodForAllNamespaces({ labelSelector: `${AGGREGATOR_LABEL.key}=${AGGREGATOR_LABEL.value}` })
    .catch((cause: unknown) => {
      throw clusterError('the API server to list the pods of Sonobuoy', cause);
    });
  return [...new Set(items.map(({ metadata }) => metadata?.namespace ?? ''))].sort();
}

/**
 * Asks this very pod to end. Whether it is gone already does not matter. Rejects with CLUSTER.
 *
 * @param graceSeconds how long it gets; left out: as long as it has asked for itself
 */
export async function stopPod(
  cluster: ClusterConnection,
  namespace: string,
  { name, uid }: RunPod,
  graceSeconds?: number,
): Promise<void> {
  const grace = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
  try {
    await cluster.api(CoreV1Api).deleteNamespacedPod({ namespace, name, body: { preconditions: { uid }, ...grace } });
  } catch (cause) {
    const status = httpStatusOf(cause);
    if (status === 404 || status === 409) return;
    throw clusterError(`the API server to stop the pod ${name}`, cause);
  }
}

/** The version of the API server, such as `v1.36.3+vendor`. Rejects with CLUSTER. */
export async function serverVersion(cluster: ClusterConnection): Promise<string> {
  const { gitVersion } = await cluster
    .api(VersionApi)
    .getCode()
    .catch((cause: unknown) => {
      throw clusterError('the API server to report its version', cause);
    });
  return gitVersion;
}
