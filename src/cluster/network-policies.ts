import { CustomObjectsApi } from '@kubernetes/client-node';
import type { NetworkPolicy } from '../../results-parsers/policy-model/network-policy.ts';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { RUN_LABEL } from './run-mark.ts';

// Not NetworkingV1Api: it calls the field `from` of a rule otherwise, and silently leaves out one that is called `from`.
const PLACE = { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies' } as const;

function bodyOf({ metadata, spec }: NetworkPolicy, runId: string) {
  const marked = { ...metadata, labels: { [RUN_LABEL]: runId } };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: marked, spec };
}

async function asking<T>(what: string, { metadata }: NetworkPolicy, request: Promise<T>): Promise<void> {
  await request.catch((cause: unknown) => {
    const { namespace, name } = metadata;
    throw clusterError(`the API server to ${what} the NetworkPolicy ${namespace}/${name}`, cause);
  });
}

/** Creates a policy in a namespace of ours. Rejects with CLUSTER, saying the API server's reason, if it is refused. */
export async function createNetworkPolicy(
  cluster: ClusterConnection,
  runId: string,
  policy: NetworkPolicy,
): Promise<void> {
  const { namespace } = policy.metadata;
  const request = { ...PLACE, namespace, body: bodyOf(policy, runId) };
  await asking('create', policy, cluster.api(CustomObjectsApi).createNamespacedCustomObject(request));
}

/** Replaces the spec of a policy that we made. Rejects as createNetworkPolicy does. */
export async function replaceNetworkPolicy(cluster: ClusterConnection, policy: NetworkPolicy): Promise<void> {
  const { namespace, name } = policy.metadata;
  const body = [{ op: 'replace', path: '/spec', value: policy.spec }];
  const request = { ...PLACE, namespace, name, body };
  await asking('change', policy, cluster.api(CustomObjectsApi).patchNamespacedCustomObject(request));
}

/** Deletes a policy of ours. Rejects as createNetworkPolicy does. */
export async function deleteNetworkPolicy(cluster: ClusterConnection, policy: NetworkPolicy): Promise<void> {
  const { namespace, name } = policy.metadata;
  await asking(
    'delete',
    policy,
    cluster.api(CustomObjectsApi).deleteNamespacedCustomObject({ ...PLACE, namespace, name }),
  );
}
