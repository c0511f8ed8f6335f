import * as z from 'zod';
import { failureInWords } from '../../spec-failures/failure-words.ts';
import { failureRemedy } from '../../spec-failures/remedies.ts';
import { requirementFor } from '../../spec-failures/requirements.ts';
import type { CatalogueSpec } from '../../standard/catalogue-spec.ts';
import { FailureKind, ReachabilityFailure } from './reachability-failure.ts';

/** What the connections of the last failed attempt of a spec mean. It explains the failure; the outcome never depends on it. */
export const Explanation = z.object({
  kind: FailureKind,
  /** The most telling one first, without full stops. */
  phrases: z.array(z.string()),
  remedy: z.string(),
  /** What NetworkPolicy asks for here; null: nothing that bears on this failure. */
  requirement: z.string().nullable(),
  /** Null: the spec came to no connections. */
  reachability: ReachabilityFailure.omit({ kind: true, message: true, wrong: true, placed: true }).nullable(),
});
export type Explanation = z.infer<typeof Explanation>;

/**
 * `spec`: what is known of it; null: no catalogue has it. `isEnforced`: other specs of the run passed that want something blocked.
 */
export function explain(failure: ReachabilityFailure, spec: CatalogueSpec | null, isEnforced = false): Explanation {
  const { kind, message: _message, wrong: _wrong, placed: _placed, ...reachability } = failure;
  return {
    kind,
    phrases: failureInWords(failure),
    remedy: failureRemedy(failure, isEnforced),
    requirement: requirementFor(kind, spec),
    reachability: failure.pods.length === 0 ? null : reachability,
  };
}
