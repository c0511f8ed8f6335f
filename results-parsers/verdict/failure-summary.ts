import { FailureKind } from '../documents/verdict/reachability-failure.ts';
import type { ExplainedSpec } from './nothing-enforced.ts';

/** What a number of specs did. */
export const failureWords: Readonly<Record<FailureKind, string>> = {
  leak: 'leaked (security)',
  both: 'leaked and blocked too much (security and function)',
  blocked: 'blocked too much (function)',
  environment: 'said nothing about policies',
  unknown: 'failed without a record of connections',
};

/** From what matters most to what matters least. */
export const failureKinds: readonly FailureKind[] = ['leak', 'both', 'blocked', 'environment', 'unknown'];

/** `42 leaked (security), 3 said nothing about policies`. */
export function failureSummary(failed: readonly Pick<ExplainedSpec, 'explanation'>[]): string {
  return failureKinds
    .map((kind) => ({ kind, count: failed.filter((spec) => failureKind(spec) === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${failureWords[kind]}`)
    .join(', ');
}

export function failureKind({ explanation }: Pick<ExplainedSpec, 'explanation'>): FailureKind {
  return explanation?.kind ?? FailureKind.enum.unknown;
}
