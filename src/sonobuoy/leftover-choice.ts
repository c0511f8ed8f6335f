/**
 * What to do with a run of ours that an earlier command has left, for example because it was killed.
 *
 * - `refuse`: it stays, and is in the way of a new run.
 * - `attach`: it takes the place of a new run, whether it goes on or has ended.
 * - `replace`: if it has ended, it is removed, and its results with it; one that goes on is in the way.
 */
export const LEFTOVER_CHOICES = ['refuse', 'attach', 'replace'] as const;
export type LeftoverChoice = (typeof LEFTOVER_CHOICES)[number];
