import * as z from 'zod';

/** Versions from one (included) to another (excluded); null: no limit on that side. */
export const VersionRange = z.object({ from: z.string().nullable(), below: z.string().nullable() });
export type VersionRange = z.infer<typeof VersionRange>;

const VERSION = /^\d{1,6}(?:\.\d{1,6}){0,3}$/;

/** Negative: `a` is older than `b`. Undefined: one of them is not a version in numbers. */
export function compareVersions(a: string, b: string): number | undefined {
  if (!VERSION.test(a) || !VERSION.test(b)) return undefined;
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const at = [0, 1, 2, 3].find((index) => (left?.[index] ?? 0) !== (right?.[index] ?? 0));
  return at === undefined ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0);
}

/** A version that cannot be compared is in no range. */
export function isInRange(version: string, { from, below }: VersionRange): boolean {
  const aboveFrom = from === null ? 0 : compareVersions(version, from);
  const aboveBelow = below === null ? -1 : compareVersions(version, below);
  return aboveFrom !== undefined && aboveFrom >= 0 && aboveBelow !== undefined && aboveBelow < 0;
}

/** Such as `1.30 or later and below 1.36`. */
export function rangeText({ from, below }: VersionRange): string {
  const parts = [from === null ? '' : `${from} or later`, below === null ? '' : `below ${below}`];
  return parts.filter((part) => part !== '').join(' and ');
}
