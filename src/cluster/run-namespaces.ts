import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, type V1Namespace } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { deleteNamespace } from './marked-namespaces.ts';
import { RUN_LABEL } from './run-mark.ts';

/** Pods need their namespace's service account, which a controller makes some moments after the namespace. */
const ACCOUNT_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 200;

/** A namespace that this run made, for one purpose. */
export interface RunNamespace {
  readonly name: string;
  readonly uid: string;
}

export interface NamespaceRequest {
  /** The run's id, a UUID. */
  readonly runId: string;
  /** One word, part of the name, such as `preflight`. */
  readonly purpose: string;
  /** The Pod Security level there; ours need no more than `restricted`. Null: the cluster's default. */
  readonly podSecurity?: 'restricted' | 'baseline' | 'privileged' | null;
  readonly labels?: Readonly<Record<string, string>>;
  /** Left out: a new one, that nobody has met before. */
  readonly name?: string;
}

/** The namespace as it is sent: named `scs-<purpose>-<first 8 of the run's id>-<random>`, so that none is ever met a second time unless the request names it. */
export function namespaceBody(request: NamespaceRequest): V1Namespace {
  const { runId, purpose, podSecurity = 'restricted', labels, name } = request;
  return {
    metadata: {
      name: name ?? `scs-${purpose}-${runId.slice(0, 8)}-${randomBytes(3).toString('hex')}`,
      labels: {
        ...labels,
        ...(podSecurity === null ? {} : { 'pod-security.kubernetes.io/enforce': podSecurity }),
        [RUN_LABEL]: runId,
      },
    },
  };
}

/**
 * Creates a namespace in which pods can be made at once. Rejects with CLUSTER, saying the API server's reason, if it cannot be, and
 * leaves none behind then.
 */
export async function createRunNamespace(cluster: ClusterConnection, request: NamespaceRequest): Promise<RunNamespace> {
  const core = cluster.api(CoreV1Api);
  const body = namespaceBody(request);
  const { metadata } = await core.createNamespace({ body }).catch((cause: unknown) => {
    throw clusterError(`the API server to create a namespace of ours for ${request.purpose}`, cause);
  });
  const namespace = { name: metadata?.name ?? '', uid: metadata?.uid ?? '' };
  const end = Date.now() + ACCOUNT_MILLISECONDS;
  for (;;) {
    try {
      await core.readNamespacedServiceAccount({ namespace: namespace.name, name: 'default' });
      return namespace;
    } catch (cause) {
      if (Date.now() >= end) {
        await deleteNamespace(cluster, namespace).catch(() => undefined);
        throw clusterError(`a service account in the new namespace ${namespace.name} within 30 s`, cause);
      }
    }
    await sleep(POLL_MILLISECONDS);
  }
}

/** Does `work` in a namespace of ours, and then asks for the namespace's deletion in any case. Rejects as creation or `work` do. */
export async function withRunNamespace<T>(
  cluster: ClusterConnection,
  request: NamespaceRequest,
  work: (namespace: RunNamespace) => Promise<T>,
): Promise<T> {
  const namespace = await createRunNamespace(cluster, request);
  try {
    return await work(namespace);
  } finally {
    // A namespace that cannot be deleted now is found by its label when the run ends, or by a later run.
    await deleteNamespace(cluster, namespace).catch(() => undefined);
  }
}
