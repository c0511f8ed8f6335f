import * as z from 'zod';

/** What happened to the namespaces that runs of the plugin made. Names are sorted. */
export const Cleanup = z.object({
  /** Of this run: still there when its specs had ended, and deleted. */
  deleted: z.array(z.string()),
  /** Of this run or an earlier one: still there when the time for deleting was up. */
  left: z.array(z.string()),
  /** Of earlier runs that could not clean up themselves: found when this one began, and deleted. */
  fromEarlierRuns: z.array(z.string()),
  /** Why it is not known whether something is left; null: it is known. */
  problem: z.string().nullable(),
});
export type Cleanup = z.infer<typeof Cleanup>;
