import * as z from 'zod';

const Count = z.int().nonnegative();

/** A daemon set whose name or image may make it the agent of a network plugin. */
export const AskedAgent = z.object({
  namespace: z.string(),
  name: z.string(),
  /** Images of its containers that belong to some plugin's agent. */
  images: z.array(z.string()),
  /** Whether all of its pods that were ready use the network of their nodes, as an agent has to. */
  hostNetwork: z.boolean(),
  /** Nodes on which a pod of it was ready. */
  readyNodes: Count,
});
export type AskedAgent = z.infer<typeof AskedAgent>;

/**
 * What the API server told the runner about network plugins before the specs, without marks of plugins that we do not know.
 *
 * The names are those of `ClusterSightings`, which says what each is.
 */
export const AskedPlugin = z.object({
  /** Linux nodes that were ready. */
  nodes: Count,
  agents: z.array(AskedAgent),
  apiGroups: z.array(z.string()),
  /** Labels and annotations, each with the number of nodes that have it. */
  nodeKeys: z.array(z.object({ key: z.string(), nodes: Count })),
  upReasons: z.array(z.object({ reason: z.string(), nodes: Count })),
  nodeResources: z.array(z.string()),
  /** Made for the runner's own pod. */
  podResources: z.array(z.string()),
  /** On the runner's own pod. */
  podKeys: z.array(z.string()),
});
export type AskedPlugin = z.infer<typeof AskedPlugin>;
