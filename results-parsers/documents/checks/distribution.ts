import * as z from 'zod';

const Seconds = z.number().nonnegative();

/** Of samples in seconds. Percentiles are samples: the smallest that as many samples do not exceed. */
export const Distribution = z.object({
  samples: z.int().positive(),
  min: Seconds,
  median: Seconds,
  p95: Seconds,
  max: Seconds,
});
export type Distribution = z.infer<typeof Distribution>;

/** Null: there are no samples. */
export function distributionOf(samples: readonly number[]): Distribution | null {
  const sorted = samples.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? max;
  return { samples: sorted.length, min, median: rank(0.5), p95: rank(0.95), max };
}
