import { AuthorizationV1Api } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** A permission, in all namespaces. */
export interface Permission {
  readonly verb: string;
  readonly group: string;
  /** With its subresource, as in `pods/exec`. */
  readonly resource: string;
}

/** Those of the permissions that we do not have. Rejects with CLUSTER if the API server does not answer. */
export async function missingPermissions(
  cluster: ClusterConnection,
  wanted: readonly Permission[],
): Promise<Permission[]> {
  const api = cluster.api(AuthorizationV1Api);
  const reviews = wanted.map(async (permission) => {
    const { verb, group } = permission;
    const [resource = '', subresource = ''] = permission.resource.split('/');
    const spec = { resourceAttributes: { verb, group, resource, subresource } };
    const { status } = await api.createSelfSubjectAccessReview({ body: { spec } });
    return status?.allowed === true ? [] : [permission];
  });
  try {
    return (await Promise.all(reviews)).flat();
  } catch (cause) {
    throw clusterError('the API server to say what we may do', cause);
  }
}
