import { setTimeout as sleep } from 'node:timers/promises';
import { CustomObjectsApi } from '@kubernetes/client-node';
import * as z from 'zod';
import { clusterError, httpStatusOf } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { RUN_LABEL } from './run-mark.ts';

const POLL_MILLISECONDS = 200;
const GONE_MILLISECONDS = 20_000;
const NOT_FOUND = 404;
const CONFLICT = 409;

/** An object of any kind, as it is to be made. */
export interface OwnedObject {
  /** Group and version, such as `networking.k8s.io/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** As in the API's paths, such as `networkpolicies`. */
  readonly plural: string;
  /** Null: the kind is not namespaced. */
  readonly namespace: string | null;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec: unknown;
}

/** An object that was made. */
export interface CreatedObject {
  readonly object: OwnedObject;
  readonly uid: string;
}

const Created = z.object({ metadata: z.object({ uid: z.string() }) });

/** `NetworkPolicy a/deny`. */
export function describeObject({ kind, namespace, name }: OwnedObject): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}

function placeOf({ apiVersion, plural }: OwnedObject): { group: string; version: string; plural: string } {
  const [group = '', version = ''] = apiVersion.split('/');
  return { group, version, plural };
}

/**
 * Creates the object, marked as this run's; it never takes the place of one that is there. With `dryRun` the API server says what it
 * would do and does not. Rejects with CLUSTER, saying the API server's reason, if it is refused.
 */
export async function createOwnedObject(
  cluster: ClusterConnection,
  runId: string,
  object: OwnedObject,
  { dryRun = false } = {},
): Promise<CreatedObject> {
  const { apiVersion, kind, namespace, name, labels, spec } = object;
  const metadata = { name, labels: { ...labels, [RUN_LABEL]: runId } };
  const api = cluster.api(CustomObjectsApi);
  const request = {
    ...placeOf(object),
    body: { apiVersion, kind, metadata, spec },
    ...(dryRun ? { dryRun: 'All' } : {}),
  };
  const answer: unknown = await (namespace === null
    ? api.createClusterCustomObject(request)
    : api.createNamespacedCustomObject({ ...request, namespace })
  ).catch((cause: unknown) => {
    throw clusterError(`the API server to create ${describeObject(object)}`, cause);
  });
  return { object, uid: Created.parse(answer).metadata.uid };
}

/** Asks for the deletion of exactly this object; a new one of the same name stays. Rejects with CLUSTER if it is refused. */
export async function deleteOwnedObject(cluster: ClusterConnection, { object, uid }: CreatedObject): Promise<void> {
  const { namespace, name } = object;
  const api = cluster.api(CustomObjectsApi);
  const request = { ...placeOf(object), name, body: { preconditions: { uid } } };
  try {
    await (namespace === null
      ? api.deleteClusterCustomObject(request)
      : api.deleteNamespacedCustomObject({ ...request, namespace }));
  } catch (cause) {
    const status = httpStatusOf(cause);
    if (status === NOT_FOUND || status === CONFLICT) return;
    throw clusterError(`the API server to delete ${describeObject(object)}`, cause);
  }
}

/** Waits until the object is gone. Rejects with CLUSTER if it is still there after 20 seconds. */
export async function untilGone(cluster: ClusterConnection, { object, uid }: CreatedObject): Promise<void> {
  const { namespace, name } = object;
  const api = cluster.api(CustomObjectsApi);
  const request = { ...placeOf(object), name };
  const end = Date.now() + GONE_MILLISECONDS;
  let problem: unknown = new Error('it is still there');
  while (Date.now() < end) {
    try {
      const answer: unknown = await (namespace === null
        ? api.getClusterCustomObject(request)
        : api.getNamespacedCustomObject({ ...request, namespace }));
      if (Created.parse(answer).metadata.uid !== uid) return;
    } catch (cause) {
      if (httpStatusOf(cause) === NOT_FOUND) return;
      problem = cause;
    }
    await sleep(POLL_MILLISECONDS);
  }
  throw clusterError(`${describeObject(object)} to be gone within ${GONE_MILLISECONDS / 1000} s`, problem);
}
