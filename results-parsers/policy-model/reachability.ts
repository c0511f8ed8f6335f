import * as z from 'zod';

/**
 * Whether a connection is open: as policies want it, as somebody expects it, or as it was found.
 *
 * - `blocked`: a policy forbids it; it was refused, or nothing answered.
 * - `unknown`: the API does not say; it could not be tried.
 */
export const Reachability = z.enum(['open', 'blocked', 'unknown']);
export type Reachability = z.infer<typeof Reachability>;

/** The same where it is known. */
export const Reach = Reachability.exclude(['unknown']);
export type Reach = z.infer<typeof Reach>;
