import * as z from 'zod';

/** Pods of a failure that were in one namespace and on one node. */
export const FailurePlace = z.object({
  namespace: z.string(),
  /** Null: the archive does not show it. */
  node: z.string().nullable(),
  /** Sorted. */
  pods: z.array(z.string()),
  /** The file that shows the node, or, if none does, the one that shows the pods. */
  path: z.string(),
});
export type FailurePlace = z.infer<typeof FailurePlace>;
