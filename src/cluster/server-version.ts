import { VersionApi } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** The API server's version as `major.minor`. Rejects with CLUSTER. */
export async function serverMinor(cluster: ClusterConnection): Promise<string> {
  const { major, minor } = await cluster
    .api(VersionApi)
    .getCode()
    .catch((cause: unknown) => {
      throw clusterError('the API server to report its version', cause);
    });
  // Some providers add a plus sign.
  return `${major}.${minor.replace(/\D.*$/, '')}`;
}
