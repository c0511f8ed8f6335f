import { ApisApi, CoreV1Api, CustomObjectsApi } from '@kubernetes/client-node';
import * as z from 'zod';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** No more objects of a kind are looked at; the first ones show whether there are any, and whose. */
const MOST_OBJECTS = 100;

/** An API group and the versions of it that are served, the one that the server prefers first. */
export interface ServedGroup {
  readonly name: string;
  readonly versions: readonly string[];
}

/** The API groups that the server has besides the core group. Rejects with CLUSTER. */
export async function servedGroups(cluster: ClusterConnection): Promise<ServedGroup[]> {
  const { groups } = await cluster
    .api(ApisApi)
    .getAPIVersions()
    .catch((cause: unknown) => {
      throw clusterError('the API server to list its API groups', cause);
    });
  return groups.map(({ name, versions, preferredVersion }) => {
    const all = versions.map(({ version }) => version);
    const preferred = preferredVersion?.version;
    return { name, versions: preferred === undefined ? all : [preferred, ...all.filter((each) => each !== preferred)] };
  });
}

/** A kind as it is served. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** The kinds of a group in one version. Rejects with CLUSTER. */
export async function servedKinds(cluster: ClusterConnection, group: string, version: string): Promise<ServedKind[]> {
  const { resources } = await cluster
    .api(CustomObjectsApi)
    .getAPIResources({ group, version })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to list the kinds of ${group}/${version}`, cause);
    });
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced }) => ({
      apiVersion: `${group}/${version}`,
      kind,
      plural: name,
      isNamespaced: namespaced,
    }));
}

const FoundObject = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    managedFields: z.array(z.object({ manager: z.string().optional() })).optional(),
    ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).optional(),
  }),
  spec: z.unknown().optional(),
});
/** The parts of any object that show who made it, and its content. */
export type FoundObject = z.infer<typeof FoundObject>;

const FoundList = z.object({ items: z.array(FoundObject) });

/** The first hundred objects of a kind, in a namespace or, with null, of the whole cluster. Rejects with CLUSTER. */
export async function listObjects(
  cluster: ClusterConnection,
  { apiVersion, plural }: Pick<ServedKind, 'apiVersion' | 'plural'>,
  namespace: string | null,
): Promise<FoundObject[]> {
  const [group = '', version = ''] = apiVersion.split('/');
  const api = cluster.api(CustomObjectsApi);
  const request = { group, version, plural, limit: MOST_OBJECTS };
  const list: unknown = await (namespace === null
    ? api.listClusterCustomObject(request)
    : api.listNamespacedCustomObject({ ...request, namespace })
  ).catch((cause: unknown) => {
    throw clusterError(`the API server to list ${plural} of ${apiVersion}`, cause);
  });
  return FoundList.parse(list).items;
}

/** The data of a config map; null: there is none. Rejects with CLUSTER. */
export async function configMapData(
  cluster: ClusterConnection,
  namespace: string,
  name: string,
): Promise<Readonly<Record<string, string>> | null> {
  try {
    return (await cluster.api(CoreV1Api).readNamespacedConfigMap({ namespace, name })).data ?? {};
  } catch (cause) {
    if (httpStatusOf(cause) === 404) return null;
    throw clusterError(`the API server to read the config map ${namespace}/${name}`, cause);
  }
}

/** The address of the API server inside the cluster. Rejects with CLUSTER. */
export async function apiServerAddress(cluster: ClusterConnection): Promise<string> {
  const { spec } = await cluster
    .api(CoreV1Api)
    .readNamespacedService({ namespace: 'default', name: 'kubernetes' })
    .catch((cause: unknown) => {
      throw clusterError('the API server to read the service default/kubernetes', cause);
    });
  return spec?.clusterIP ?? '';
}
