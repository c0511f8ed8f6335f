import type { Explanation } from '../documents/verdict/explanation.ts';
import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import type { CatalogueSpec } from '../standard/catalogue-spec.ts';
import { failureInWords } from './failure-words.ts';
import { failureRemedy } from './remedies.ts';
import { requirementFor } from './requirements.ts';

/**
 * What a failure means.
 *
 * `spec`: what is known of it; null: no catalogue has it. `isEnforced`: other specs of the run passed that need something blocked.
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
