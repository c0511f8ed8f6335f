import * as z from 'zod';

/**
 * Whether a connection is open: as policies require, as expected, or as observed.
 *
 * - `blocked`: a policy forbids it; or it was refused, or nothing answered.
 * - `unknown`: the API does not specify it; or it could not be tried.
 */
export const Reachability = z.enum(['open', 'blocked', 'unknown']);
export type Reachability = z.infer<typeof Reachability>;

/** The same, if it is known. */
export const Reach = Reachability.exclude(['unknown']);
export type Reach = z.infer<typeof Reach>;
