import { type Declaration, type DeclarationContext, holdsOn } from '../../declarations/declaration.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { ClauseJudgement } from './clause-judgement.ts';

/**
 * The clause as the provider's declaration makes it, if no check shows that it is satisfied and every check could answer. What the checks
 * found stays. A declaration that is not in force on the day of the run is reported and changes nothing.
 */
export function withDeclaration(
  judgement: ClauseJudgement,
  clause: Declaration['clause'],
  { declarations, day }: DeclarationContext,
): ClauseJudgement {
  const declaration = declarations.find((each) => each.clause === clause);
  if (declaration === undefined) return judgement;
  const { statement, link, owner, declared, expires } = declaration;
  const words = `${owner} declared on ${declared}: "${statement}" (${link}; in force until ${expires})`;
  if (!holdsOn(declaration, day)) {
    const found = finding('declaration-not-in-force', {
      text: `A declaration is not in force on the day of the run, ${day ?? 'which is not known'}. ${words}`,
      remedy: 'Renew it if it is still true.',
    });
    return { ...judgement, findings: [...judgement.findings, found] };
  }
  if (judgement.outcome !== 'not-satisfied') return judgement;
  const found = finding('clause-declared', {
    text: `This is the provider's word; no test of a cluster can prove it. ${words}`,
    remedy: 'Nothing is needed. Anyone who relies on it may ask the provider.',
  });
  return { outcome: 'declared', findings: [found, ...judgement.findings] };
}
