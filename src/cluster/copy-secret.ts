import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

export interface SecretName {
  readonly namespace: string;
  readonly name: string;
}

/** Copies a secret for pulling images into another namespace; the copy is deleted with that namespace. Rejects with CLUSTER. */
export async function copySecret(
  cluster: ClusterConnection,
  { namespace, name }: SecretName,
  target: string,
): Promise<void> {
  const core = cluster.api(CoreV1Api);
  const { type, data } = await core.readNamespacedSecret({ namespace, name }).catch((cause: unknown) => {
    throw clusterError(`the secret ${name} in the namespace ${namespace}`, cause);
  });
  const body = { metadata: { name }, ...(type === undefined ? {} : { type }), ...(data === undefined ? {} : { data }) };
  await core.createNamespacedSecret({ namespace: target, body }).catch((cause: unknown) => {
    throw clusterError(`the API server to create the secret ${name} in the namespace ${target}`, cause);
  });
}
