import { CoreV1Api, type V1Pod } from '@kubernetes/client-node';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** Name under which pods of ours find the credentials in their namespace. */
export const PULL_SECRET = 'scs-networking-pull';

const CONFIG_KEY = '.dockerconfigjson';
const DockerConfig = z.object({ auths: z.record(z.string(), z.unknown()) });

/** Credentials for registries as a Docker configuration. They go into no log and no result. */
export interface PullCredentials {
  readonly dockerConfig: string;
}

/**
 * The credentials that a pod was given (`spec.imagePullSecrets`), merged; null: it was given none.
 * Rejects with CLUSTER if one of its secrets is not there or is not a Docker configuration.
 */
export async function pullCredentialsOf(cluster: ClusterConnection, pod: V1Pod): Promise<PullCredentials | null> {
  const namespace = pod.metadata?.namespace ?? '';
  const names = (pod.spec?.imagePullSecrets ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (names.length === 0) return null;
  const configs = await Promise.all(names.map((name) => dockerConfig(cluster, namespace, name)));
  return { dockerConfig: JSON.stringify({ auths: Object.assign({}, ...configs) }) };
}

async function dockerConfig(cluster: ClusterConnection, namespace: string, name: string) {
  const where = `the secret ${name} for pulling images in ${namespace}`;
  const { data } = await cluster
    .api(CoreV1Api)
    .readNamespacedSecret({ namespace, name })
    .catch((cause: unknown) => {
      throw clusterError(where, cause);
    });
  try {
    const text = Buffer.from(data?.[CONFIG_KEY] ?? '', 'base64').toString('utf8');
    return DockerConfig.parse(JSON.parse(text)).auths;
  } catch {
    // The cause would show what is in the secret.
    throw new ScsNetworkingError(
      'CLUSTER',
      `Expected ${where} to be of type kubernetes.io/dockerconfigjson, found another type.`,
    );
  }
}

/** Puts the credentials where pods of a namespace of ours can name them. Rejects with CLUSTER if they cannot be. */
export async function copyPullCredentials(
  cluster: ClusterConnection,
  namespace: string,
  { dockerConfig: config }: PullCredentials,
): Promise<void> {
  const data = { [CONFIG_KEY]: Buffer.from(config).toString('base64') };
  const body = { metadata: { name: PULL_SECRET }, type: 'kubernetes.io/dockerconfigjson', data };
  await cluster
    .api(CoreV1Api)
    .createNamespacedSecret({ namespace, body })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to create the secret ${PULL_SECRET} in ${namespace}`, cause);
    });
}
