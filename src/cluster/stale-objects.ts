import type { ClusterConnection } from './connection.ts';
import type { FoundObject, ServedKind } from './discovery.ts';
import { livingPods } from './living-pods.ts';
import { deleteOwnedObject, untilGone } from './owned-object.ts';
import { runOf } from './run-mark.ts';

/**
 * Removes those of the objects of a kind for the whole cluster that a run of ours left whose pod is gone, and resolves to the others.
 * Nobody else's is touched, and none of a run that may still live. Rejects with CLUSTER.
 */
export async function withoutStale(
  cluster: ClusterConnection,
  { apiVersion, kind, plural }: ServedKind,
  found: readonly FoundObject[],
): Promise<FoundObject[]> {
  const runOfObject = ({ metadata: { labels } }: FoundObject): string | null =>
    runOf(labels === undefined ? {} : { labels });
  if (found.every((object) => runOfObject(object) === null)) return [...found];
  const living = await livingPods(cluster, new Date());
  const isStale = (object: FoundObject): boolean => {
    const run = runOfObject(object);
    return run !== null && !living.has(run);
  };
  for (const { metadata } of found.filter(isStale)) {
    const object = { apiVersion, kind, plural, namespace: null, name: metadata.name, spec: {} };
    const created = { object, uid: metadata.uid };
    await deleteOwnedObject(cluster, created);
    await untilGone(cluster, created);
  }
  return found.filter((object) => !isStale(object));
}
