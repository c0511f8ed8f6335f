import { CoreV1Api, type V1Pod } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

const PAGE = 500;
/** A pod on a lost node stays "terminating" until somebody removes the node; by then nothing of it runs any more. */
const LOST_MILLISECONDS = 10 * 60_000;

/** Whether a process of the pod may still run. */
function mayRun({ metadata, status }: V1Pod, now: Date): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false;
  const end = metadata?.deletionTimestamp;
  return end === undefined || now.getTime() - new Date(end).getTime() < LOST_MILLISECONDS;
}

/** The UIDs of all pods of the cluster that may still run. Rejects with CLUSTER if they cannot be listed, all of them. */
export async function livingPods(cluster: ClusterConnection, now: Date): Promise<Set<string>> {
  const core = cluster.api(CoreV1Api);
  const uids = new Set<string>();
  let next: string | undefined;
  do {
    const page = next === undefined ? { limit: PAGE } : { limit: PAGE, _continue: next };
    const { items, metadata } = await core.listPodForAllNamespaces(page).catch((cause: unknown) => {
      throw clusterError('the API server to list pods', cause);
    });
    for (const pod of items) if (pod.metadata?.uid !== undefined && mayRun(pod, now)) uids.add(pod.metadata.uid);
    next = metadata?._continue || undefined;
  } while (next !== undefined);
  return uids;
}
