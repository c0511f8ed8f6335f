import * as z from 'zod';

/** Something that the archive shows once, and the file that shows it. */
const Told = z.object({ value: z.string(), path: z.string() });

/** What a node reports about itself; null: it does not report this. */
export const NodeKind = z.object({
  operatingSystem: z.string().nullable(),
  osImage: z.string().nullable(),
  kernel: z.string().nullable(),
  architecture: z.string().nullable(),
  containerRuntime: z.string().nullable(),
  kubelet: z.string().nullable(),
});
export type NodeKind = z.infer<typeof NodeKind>;

export const AddressFamily = z.enum(['IPv4', 'IPv6']);
export type AddressFamily = z.infer<typeof AddressFamily>;

export const AddressOwner = z.enum(['nodes', 'pods', 'services']);
export type AddressOwner = z.infer<typeof AddressOwner>;

/** What the archive shows about the cluster besides its version and network plugin. Evidence about the cluster, never a ground for a pass. */
export const ClusterFacts = z.object({
  /** UID of the namespace kube-system, which no other cluster has and which lives as long as the cluster. */
  id: Told.nullable(),
  /** As Sonobuoy found them at the end of the run. */
  nodes: z
    .object({
      path: z.string(),
      count: z.int().nonnegative(),
      /** Nodes that report the same, the largest group first; names sorted. */
      kinds: z.array(NodeKind.extend({ names: z.array(z.string()) })),
    })
    .nullable(),
  /** Each family of addresses in use, with the first file that shows it; sorted. */
  addressFamilies: z.array(z.object({ of: AddressOwner, family: AddressFamily, path: z.string() })),
});
export type ClusterFacts = z.infer<typeof ClusterFacts>;

/** On which node a pod was, and the file that shows it, by `namespace/pod`. */
export type PodPlaces = ReadonlyMap<string, { node: string; path: string }>;
