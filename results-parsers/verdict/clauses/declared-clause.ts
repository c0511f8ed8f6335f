import { type Declaration, type DeclarationContext, holdsOn } from '../../declarations/declaration.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { ClauseJudgement } from './clause-judgement.ts';

/**
 * The clause as the provider's declaration makes it, where no check shows that it is satisfied and none could not tell. What the checks
 * found stays. A declaration that does not hold on the day of the run is said and changes nothing.
 */
export function withDeclaration(
  judgement: ClauseJudgement,
  clause: Declaration['clause'],
  { declarations, day }: DeclarationContext,
): ClauseJudgement {
  const declaration = declarations.find((each) => each.clause === clause);
  if (declaration === undefined) return judgement;
  const { statement, link, owner, declared, expires } = declaration;
  const words = `${owner} declared on ${declared}: "${statement}" (${link}; holds until ${expires})`;
  if (!holdsOn(declaration, day)) {
    const found = finding('declaration-not-in-force', {
      text: `A declaration does not hold on the day of the run, ${day ?? 'which is not known'}. ${words}`,
      remedy: 'Renew it if it is still true.',
    });
    return { ...judgement, findings: [...judgement.findings, found] };
  }
  if (judgement.outcome !== 'not-satisfied') return judgement;
  const found = finding('clause-declared', {
    text: `This is the provider's word, which no test of a cluster can prove. ${words}`,
    remedy: 'None needed. Anyone who relies on it may ask the provider.',
  });
  return { outcome: 'declared', findings: [found, ...judgement.findings] };
}
