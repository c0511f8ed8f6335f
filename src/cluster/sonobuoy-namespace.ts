import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { STARTED_RUN } from './sonobuoy-run.ts';

export interface SonobuoyNamespace {
  readonly name: string;
  /** The run's id, a UUID, by which the namespace is known as ours before there is a pod in it. */
  readonly runId: string;
  /** Beside the one that Sonobuoy itself gives it, which wins. */
  readonly labels: ReadonlyMap<string, string>;
}

/** As Sonobuoy does by default (NamespacePSAEnforceLevel in pkg/config/config.go). */
const POD_SECURITY = { 'pod-security.kubernetes.io/enforce': 'privileged' } as const;

/** The labels that the namespace of a run has. */
export function sonobuoyNamespaceLabels(labels: ReadonlyMap<string, string>): Record<string, string> {
  return { ...Object.fromEntries(labels), ...POD_SECURITY };
}

/**
 * Creates the namespace for a run of Sonobuoy. Resolves to its UID, or to null if there already is one of that name. Rejects with
 * CLUSTER, giving the API server's reason.
 */
export async function createSonobuoyNamespace(
  cluster: ClusterConnection,
  { name, runId, labels }: SonobuoyNamespace,
): Promise<string | null> {
  const metadata = {
    name,
    labels: sonobuoyNamespaceLabels(labels),
    annotations: { [STARTED_RUN]: runId },
  };
  try {
    const created = await cluster.api(CoreV1Api).createNamespace({ body: { metadata } });
    return created.metadata?.uid ?? '';
  } catch (cause) {
    if (httpStatusOf(cause) === 409) return null;
    throw clusterError(`the API server to create the namespace ${name}`, cause);
  }
}
