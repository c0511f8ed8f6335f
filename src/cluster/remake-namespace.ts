import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { deleteNamespace } from './marked-namespaces.ts';
import { createRunNamespace, type NamespaceRequest, type RunNamespace } from './run-namespaces.ts';

/** A namespace goes only after all that is in it, which its controller looks at again after some seconds. */
const GONE_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 100;
const NOT_FOUND = 404;

/** Deletes a namespace of ours with all that is in it, and makes it again under its name. Rejects with CLUSTER if it is not gone after a minute. */
export async function remakeNamespace(
  cluster: ClusterConnection,
  old: RunNamespace,
  request: Omit<NamespaceRequest, 'name'>,
  signal: AbortSignal,
): Promise<RunNamespace> {
  const { name } = old;
  await deleteNamespace(cluster, old);
  const end = Date.now() + GONE_MILLISECONDS;
  while (!(await isGone(cluster, old))) {
    signal.throwIfAborted();
    if (Date.now() >= end) {
      throw clusterError(`the namespace ${name} to be gone within ${GONE_MILLISECONDS / 1000} s`, 'it is still there');
    }
    await sleep(POLL_MILLISECONDS);
  }
  return await createRunNamespace(cluster, { ...request, name });
}

async function isGone(cluster: ClusterConnection, { name }: RunNamespace): Promise<boolean> {
  try {
    await cluster.api(CoreV1Api).readNamespace({ name });
    return false;
  } catch (cause) {
    if (httpStatusOf(cause) === NOT_FOUND) return true;
    throw clusterError(`the API server to show the namespace ${name}`, cause);
  }
}
