import type { Finding } from '../../documents/verdict/finding.ts';
import type { ClauseOutcome, ClauseVerdict, VerdictWord } from '../../documents/verdict/verdict.ts';
import { type Clause, clauses } from '../../standard/clauses.ts';
import { decidesVerdict } from '../../standard/levels.ts';
import { withCauses } from '../causes/with-causes.ts';
import { networkPolicyRules } from '../rules/network-policy.ts';
import type { JudgedRun } from '../rules/rule.ts';
import { judgeByChecks } from './checked-clauses.ts';
import type { ClauseJudgement } from './clause-judgement.ts';

/** Every clause of the standard with its outcome, in the standard's order. */
export function clauseVerdicts(run: JudgedRun): ClauseVerdict[] {
  return clauses.map((clause) => ({ ...clause, ...judgementOn(clause, run) }));
}

function judgementOn(clause: Clause, run: JudgedRun): ClauseJudgement {
  switch (clause.id) {
    case 'network-policy': {
      const findings = networkPolicyRules.flatMap((rule) => rule(run));
      return { outcome: outcomeOf(findings), findings: withCauses(findings, run) };
    }
    case 'admin-network-policy':
    case 'ingress':
    case 'default-restrictions':
      return judgeByChecks(clause.id, run);
    default:
      return clause.id satisfies never;
  }
}

/**
 * A proven failure wins over what keeps us from knowing the rest. In an archive that is not whole nothing is proven: what is lost may
 * hold the attempt in which the same spec passed.
 */
function outcomeOf(findings: readonly Finding[]): ClauseOutcome {
  const effects = new Set(findings.map(({ effect }) => effect));
  if (effects.has('voids')) return 'undetermined';
  if (effects.has('fails')) return 'not-satisfied';
  return effects.has('undetermines') ? 'undetermined' : 'satisfied';
}

/** Only MUST clauses decide. */
export function verdictOf(verdicts: readonly Pick<ClauseVerdict, 'level' | 'outcome'>[]): VerdictWord {
  const outcomes = verdicts.filter(({ level }) => decidesVerdict(level)).map(({ outcome }) => outcome);
  if (outcomes.includes('not-satisfied')) return 'non-compliant';
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'satisfied') ? 'compliant' : 'inconclusive';
}
