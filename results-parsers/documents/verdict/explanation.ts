import * as z from 'zod';
import { FailureKind, ReachabilityFailure } from './reachability-failure.ts';

/** What the connections of the last failed attempt of a spec mean. It explains the failure; the outcome never depends on it. */
export const Explanation = z.object({
  kind: FailureKind,
  /** The most informative one first, without full stops. */
  phrases: z.array(z.string()),
  remedy: z.string(),
  /** What NetworkPolicy asks for here; null: nothing that matters for this failure. */
  requirement: z.string().nullable(),
  /** Null: the spec did not get as far as connections. */
  reachability: ReachabilityFailure.omit({ kind: true, message: true, wrong: true, placed: true }).nullable(),
});
export type Explanation = z.infer<typeof Explanation>;
