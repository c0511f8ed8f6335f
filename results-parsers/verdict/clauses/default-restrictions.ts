import { finding } from '../../documents/verdict/finding.ts';
import type { JudgedCheck } from '../judged-checks.ts';
import type { ClauseJudgement } from './clause-judgement.ts';

/** A MAY: whatever the outcome, there is nothing to fix, and the texts say so. */
export function judgeDefaultRestrictionsClause(checks: readonly JudgedCheck[]): ClauseJudgement {
  const [check] = checks;
  if (check === undefined) return { outcome: 'undetermined', findings: [] };
  const { answer, text, evidence } = check.verdict;
  switch (answer) {
    case 'yes':
      return {
        outcome: 'satisfied',
        findings: [
          finding('default-restrictions-present', {
            text,
            remedy: 'Nothing is needed. Tell users about it, and how to allow what their workloads need.',
            evidence,
          }),
        ],
      };
    case 'no':
      return {
        outcome: 'not-satisfied',
        findings: [
          finding('default-restrictions-absent', {
            text: `The provider does not make use of this option. ${text}`,
            remedy:
              'Nothing is needed: the standard leaves this to the provider (MAY), and users can add their own policies.',
            evidence,
          }),
        ],
      };
    case 'unknown':
      return {
        outcome: 'undetermined',
        findings: [
          finding('default-restrictions-unknown', {
            text,
            remedy: 'Nothing is needed for the verdict, which no MAY clause changes.',
            evidence,
          }),
        ],
      };
    default:
      return answer satisfies never;
  }
}
