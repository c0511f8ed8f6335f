import type { RunEnding } from '../../../results-parsers/documents/run-record/run-record.ts';
import type { FindingCode } from '../../../results-parsers/documents/verdict/finding.ts';
import type { ClauseOutcome } from '../../../results-parsers/documents/verdict/verdict.ts';
import type { UserObject } from '../checks/user-objects.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';

/** A possible state of a cluster, and how the checks have to judge it. */
export interface CheckState {
  readonly name: string;
  readonly cluster: Pick<ClusterOptions, 'engine' | 'adminPolicyApi' | 'defaultPolicies' | 'ingress'>;
  /** Objects that a user of the cluster has created; they must not change during the run. */
  readonly userObjects?: readonly UserObject[];
  /** The definition of a kind that is removed before the run. */
  readonly withoutDefinition?: string;
  /** Whether plugin/declarations.example.yaml is given to the evaluation. */
  readonly isDeclared?: boolean;
  readonly expected: {
    readonly 'admin-network-policy': ClauseOutcome;
    readonly 'default-restrictions': ClauseOutcome;
    /** Only in states that are about Ingress, because the check waits for long if a class has no controller. */
    readonly ingress?: ClauseOutcome;
    /** The ending of the run: `specs-held-back` if the guard has to keep the specs from running. */
    readonly ending: RunEnding;
    /** Findings that some clause must have. */
    readonly codes: readonly FindingCode[];
    /** Words that must occur in the texts of findings. */
    readonly says?: readonly string[];
  };
}
