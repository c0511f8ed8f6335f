import * as z from 'zod';

/** A place in the archive. */
export const Position = z.object({
  path: z.string(),
  /** From 1; null: the file as a whole. */
  line: z.int().positive().nullable(),
});
export type Position = z.infer<typeof Position>;
