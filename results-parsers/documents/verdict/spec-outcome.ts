import * as z from 'zod';

/**
 * How a spec ended, over all attempts.
 *
 * - `passed`: in every attempt in which it ran.
 * - `flaky`: in the last attempt in which it ran, but not in an earlier one.
 * - `failed`: the last time it ran.
 * - `waived`: a waiver that fits exempts it.
 * - `skipped`: the suite knows it and did not run it.
 * - `missing`: there is no usable result for it.
 * - `timed-out`, `interrupted`: it was ended from outside, or by a crash of the test itself, which says nothing about the cluster.
 */
export const SpecOutcome = z.enum([
  'passed',
  'flaky',
  'failed',
  'waived',
  'skipped',
  'missing',
  'timed-out',
  'interrupted',
]);
export type SpecOutcome = z.infer<typeof SpecOutcome>;
