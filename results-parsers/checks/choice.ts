import type { CheckDefinition } from '../documents/checks/check-definition.ts';

export const ALL_CHECKS = 'all';
export const NO_CHECKS = 'none';
/** Only the checks without which nobody knows what the specs prove: the outcome of the MUST clause is the same as with all checks. */
export const MUST_CHECKS = 'must';

type Chosen = Pick<CheckDefinition, 'id' | 'clause' | 'onRequest' | 'phase'>;

/**
 * Whether the setting SCS_CHECKS chooses the check: `none`; or ids of checks and clauses, separated by commas, `must` for those that guard the
 * specs, and `all` for every check but those that run on request.
 */
export function isChosen(choice: string, { id, clause, phase, onRequest = false }: Chosen): boolean {
  return wordsOf(choice).some((word) => {
    if (word === MUST_CHECKS) return phase === 'before-specs';
    return word === id || (!onRequest && (word === clause || word === ALL_CHECKS));
  });
}

/** The words of a choice that are neither a check nor a clause. */
export function unknownWords(choice: string, definitions: readonly CheckDefinition[]): string[] {
  if (choice === NO_CHECKS) return [];
  const known = new Set<string>([
    ...[ALL_CHECKS, MUST_CHECKS],
    ...definitions.flatMap(({ id, clause }) => [id, clause]),
  ]);
  return wordsOf(choice).filter((word) => !known.has(word));
}

function wordsOf(choice: string): string[] {
  return choice.split(',').map((word) => word.trim());
}
