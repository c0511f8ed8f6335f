import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  type V1DaemonSet,
  type V1ListMeta,
  type V1Node,
  type V1Pod,
} from '@kubernetes/client-node';
import * as z from 'zod';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

const PAGE = 500;
const NOT_FOUND = 404;

type Page<T> = { items: T[]; metadata?: V1ListMeta };
type PageRequest = { limit: number; _continue?: string };

async function allPages<T>(what: string, ask: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let next: string | undefined;
  do {
    const page = next === undefined ? { limit: PAGE } : { limit: PAGE, _continue: next };
    const { items, metadata } = await ask(page).catch((cause: unknown) => {
      throw clusterError(`the API server to list ${what}`, cause);
    });
    all.push(...items);
    next = metadata?._continue || undefined;
  } while (next !== undefined);
  return all;
}

/** The daemon sets of all namespaces. Rejects with CLUSTER. */
export async function allDaemonSets(cluster: ClusterConnection): Promise<V1DaemonSet[]> {
  const api = cluster.api(AppsV1Api);
  return await allPages('daemon sets', (page) => api.listDaemonSetForAllNamespaces(page));
}

/** The images of a daemon set's containers. */
export function imagesOf({ spec }: V1DaemonSet): string[] {
  return (spec?.template.spec?.containers ?? []).flatMap(({ image }) => image ?? []);
}

/** The nodes as they are. Rejects with CLUSTER. */
export async function allNodes(cluster: ClusterConnection): Promise<V1Node[]> {
  const api = cluster.api(CoreV1Api);
  return await allPages('nodes', (page) => api.listNode(page));
}

/** The pods of a daemon set, only those on `node` if it is given. Rejects with CLUSTER. */
export async function podsOf(
  cluster: ClusterConnection,
  { metadata, spec }: V1DaemonSet,
  node?: string,
): Promise<V1Pod[]> {
  const { namespace = '', name = '', uid } = metadata ?? {};
  const labels = Object.entries(spec?.selector.matchLabels ?? {});
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(',');
  const selected = { labelSelector, ...(node === undefined ? {} : { fieldSelector: `spec.nodeName=${node}` }) };
  const api = cluster.api(CoreV1Api);
  const pods = await allPages(`the pods of ${namespace}/${name}`, (page) =>
    api.listNamespacedPod({ namespace, ...selected, ...page }),
  );
  return pods.filter((pod) => pod.metadata?.ownerReferences?.some((owner) => owner.uid === uid) ?? false);
}

const Owned = z.object({ metadata: z.object({ ownerReferences: z.array(z.object({ uid: z.string() })).optional() }) });
const OwnedList = z.object({
  items: z.array(Owned),
  metadata: z.object({ continue: z.string().optional() }).optional(),
});
const Endpoint = Owned.extend({
  status: z
    .object({
      networking: z
        .object({
          addressing: z.array(z.object({ ipv4: z.string().optional(), ipv6: z.string().optional() })).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** A kind of objects by the name that Sonobuoy gives to its file, such as `cilium.io_v2_ciliumnodes`. */
function placeOf(resource: string): { group: string; version: string; plural: string } {
  const [group = '', version = '', plural = ''] = resource.split('_');
  return { group, version, plural };
}

const ownersOf = ({ metadata }: z.infer<typeof Owned>): string[] =>
  (metadata.ownerReferences ?? []).map(({ uid }) => uid);

/** The UIDs of what owns the objects of a kind that is not namespaced; null: there is no such kind. Rejects with CLUSTER. */
export async function ownersOfAll(cluster: ClusterConnection, resource: string): Promise<Set<string> | null> {
  const api = cluster.api(CustomObjectsApi);
  const place = placeOf(resource);
  try {
    const objects = await allPages(resource, async (page) => {
      const { items, metadata } = OwnedList.parse(await api.listClusterCustomObject({ ...place, ...page }));
      return { items, metadata: { _continue: metadata?.continue ?? '' } };
    });
    return new Set(objects.flatMap(ownersOf));
  } catch (cause) {
    if (isNotFound(cause)) return null;
    throw cause;
  }
}

/** The owners and addresses of the object of a kind that has the name of a pod; null: there is none. Rejects with CLUSTER. */
export async function objectOfPod(
  cluster: ClusterConnection,
  resource: string,
  { namespace, name }: { namespace: string; name: string },
): Promise<{ owners: string[]; addresses: string[] } | null> {
  const request = { ...placeOf(resource), namespace, name };
  try {
    const object = Endpoint.parse(await cluster.api(CustomObjectsApi).getNamespacedCustomObject(request));
    const addresses = object.status?.networking?.addressing ?? [];
    return {
      owners: ownersOf(object),
      addresses: addresses.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6].filter((address) => address !== undefined)),
    };
  } catch (cause) {
    if (isNotFound(cause)) return null;
    throw clusterError(`the API server to read ${resource} ${namespace}/${name}`, cause);
  }
}

function isNotFound(cause: unknown): boolean {
  return httpStatusOf(cause) === NOT_FOUND || (cause instanceof Error && httpStatusOf(cause.cause) === NOT_FOUND);
}
