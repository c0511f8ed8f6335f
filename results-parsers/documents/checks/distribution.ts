import * as z from 'zod';

const Seconds = z.number().nonnegative();

/** Of samples in seconds. Percentiles are samples: the smallest that as many samples do not exceed. */
export const Distribution = z.object({
  samples: z.int().positive(),
  min: Seconds,
  median: Seconds,
  p95: Seconds,
  /** Left out: there are fewer than a hundred samples, so that it would be the longest, or it was not asked for. */
  p99: Seconds.optional(),
  max: Seconds,
});
export type Distribution = z.infer<typeof Distribution>;

const FEWEST_FOR_P99 = 100;

/**
 * Null: there are no samples.
 *
 * @param isRareOfInterest whether it has the 99th percentile, if there are enough samples
 */
export function distributionOf(samples: readonly number[], isRareOfInterest = false): Distribution | null {
  const sorted = samples.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? max;
  const p99 = isRareOfInterest && sorted.length >= FEWEST_FOR_P99 ? { p99: rank(0.99) } : {};
  return { samples: sorted.length, min, median: rank(0.5), p95: rank(0.95), ...p99, max };
}
