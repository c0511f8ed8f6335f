import { z } from 'zod';
import type { DaemonSet } from '../../subject/cni/sightings.ts';

/** Sonobuoy wrote resources as an array up to 0.53 and writes them as a list with `items` since. */
function listOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  const itemsOf = (document: unknown): unknown =>
    typeof document === 'object' && document !== null && 'items' in document ? document.items : document;
  return z.preprocess(itemsOf, z.array(item));
}

const Containers = z.array(z.object({ image: z.string() }));

/** resources/ns/<namespace>/apps_v1_daemonsets.json */
export const DaemonSetDocument: z.ZodType<DaemonSet[]> = listOf(
  z
    .object({
      metadata: z.object({ namespace: z.string(), name: z.string() }),
      spec: z.object({ template: z.object({ spec: z.object({ containers: Containers }) }) }),
      status: z.object({ numberReady: z.int().nonnegative().optional() }).optional(),
    })
    .transform(({ metadata, spec, status }) => ({
      ...metadata,
      images: spec.template.spec.containers.map(({ image }) => image),
      ready: status?.numberReady ?? 0,
    })),
);

const Keys = z.record(z.string(), z.unknown()).nullish();

/** resources/cluster/core_v1_nodes.json, reduced to the keys of the nodes' labels and annotations, each once. */
export const NodeDocument: z.ZodType<string[]> = listOf(
  z.object({ metadata: z.object({ labels: Keys, annotations: Keys }) }),
).transform((nodes) => {
  const keys = nodes.flatMap(({ metadata }) => [metadata.labels, metadata.annotations]).map((found) => found ?? {});
  return [...new Set(keys.flatMap((found) => Object.keys(found)))].sort();
});

/** servergroups.json: the names of the API groups, without the nameless core group. */
export const ServerGroupsDocument: z.ZodType<string[]> = z
  .object({ groups: z.array(z.object({ name: z.string() })) })
  .transform(({ groups }) => groups.map(({ name }) => name).filter((name) => name !== ''));
