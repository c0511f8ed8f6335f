import { ApiextensionsV1Api } from '@kubernetes/client-node';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** The annotations of a CustomResourceDefinition; null: there is none. Rejects with CLUSTER. */
export async function definitionAnnotations(
  cluster: ClusterConnection,
  name: string,
): Promise<Readonly<Record<string, string>> | null> {
  try {
    const { metadata } = await cluster.api(ApiextensionsV1Api).readCustomResourceDefinition({ name });
    return metadata?.annotations ?? {};
  } catch (cause) {
    if (httpStatusOf(cause) === 404) return null;
    throw clusterError(`the API server to read the definition ${name}`, cause);
  }
}
