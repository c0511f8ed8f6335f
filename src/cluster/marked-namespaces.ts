import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { RUN_LABEL, runOf } from './run-mark.ts';

/** A namespace that a run of ours made. */
export interface MarkedNamespace {
  readonly name: string;
  readonly uid: string;
  readonly runId: string;
  /** Its deletion was asked for. */
  readonly isTerminating: boolean;
}

/** Label that upstream's framework gives each of its namespaces (CreateTestingNS in test/e2e/framework/util.go). */
const UPSTREAM_LABEL = 'e2e-run';

const NOT_FOUND = 404;
const CONFLICT = 409;

/**
 * The namespaces that any run of ours made: those of upstream's suite and those with our label. Others' e2e runs have no
 * mark of ours and are left out. Rejects with CLUSTER if the API server does not answer.
 */
export async function listMarkedNamespaces(cluster: ClusterConnection): Promise<MarkedNamespace[]> {
  const core = cluster.api(CoreV1Api);
  const found = new Map<string, MarkedNamespace>();
  for (const labelSelector of [UPSTREAM_LABEL, RUN_LABEL]) {
    const list = await core.listNamespace({ labelSelector }).catch((cause: unknown) => {
      throw clusterError('the API server to list namespaces', cause);
    });
    for (const { metadata } of list.items) {
      const runId = runOf(metadata);
      const { name, uid } = metadata ?? {};
      if (runId === null || name === undefined || uid === undefined) continue;
      found.set(name, { name, uid, runId, isTerminating: metadata?.deletionTimestamp !== undefined });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Asks for the deletion of this very namespace: one that was made anew under the same name stays. Rejects with CLUSTER if the API
 * server refuses or does not answer.
 */
export async function deleteNamespace(
  cluster: ClusterConnection,
  { name, uid }: Pick<MarkedNamespace, 'name' | 'uid'>,
): Promise<void> {
  try {
    await cluster.api(CoreV1Api).deleteNamespace({ name, body: { preconditions: { uid } } });
  } catch (cause) {
    // 409: another one by now, or it is being deleted already.
    const status = httpStatusOf(cause);
    if (status === NOT_FOUND || status === CONFLICT) return;
    throw clusterError(`the API server to delete the namespace ${name}`, cause);
  }
}
