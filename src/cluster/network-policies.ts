import { NetworkingV1Api, type V1NetworkPolicy } from '@kubernetes/client-node';
import type { NetworkPolicy } from '../../results-parsers/policy-model/network-policy.ts';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { RUN_LABEL } from './run-mark.ts';

function bodyOf({ metadata, spec }: NetworkPolicy, runId: string): V1NetworkPolicy {
  const sent: unknown = spec;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...metadata, labels: { [RUN_LABEL]: runId } },
    spec: sent as NonNullable<V1NetworkPolicy['spec']>,
  };
}

function nameOf({ metadata: { namespace, name } }: NetworkPolicy): string {
  return `the NetworkPolicy ${namespace}/${name}`;
}

/** Creates a policy in a namespace of ours. Rejects with CLUSTER, saying the API server's reason, if it is refused. */
export async function createNetworkPolicy(
  cluster: ClusterConnection,
  runId: string,
  policy: NetworkPolicy,
): Promise<void> {
  const { namespace } = policy.metadata;
  await cluster
    .api(NetworkingV1Api)
    .createNamespacedNetworkPolicy({ namespace, body: bodyOf(policy, runId) })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to create ${nameOf(policy)}`, cause);
    });
}

/** Puts a policy in the place of the one that we made under its name. Rejects as createNetworkPolicy does. */
export async function replaceNetworkPolicy(
  cluster: ClusterConnection,
  runId: string,
  policy: NetworkPolicy,
): Promise<void> {
  const { namespace, name } = policy.metadata;
  await cluster
    .api(NetworkingV1Api)
    .replaceNamespacedNetworkPolicy({ namespace, name, body: bodyOf(policy, runId) })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to replace ${nameOf(policy)}`, cause);
    });
}

/** Deletes a policy of ours. Rejects as createNetworkPolicy does. */
export async function deleteNetworkPolicy(cluster: ClusterConnection, policy: NetworkPolicy): Promise<void> {
  const { namespace, name } = policy.metadata;
  await cluster
    .api(NetworkingV1Api)
    .deleteNamespacedNetworkPolicy({ namespace, name })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to delete ${nameOf(policy)}`, cause);
    });
}
