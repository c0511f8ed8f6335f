import type { CheckDefinition } from '../../results-parsers/documents/checks/check-definition.ts';

export const ALL_CHECKS = 'all';
export const NO_CHECKS = 'none';

/**
 * Whether the setting SCS_CHECKS (`none`, or ids of checks and clauses, separated by commas, and `all` for every check but those that run on
 * request) chooses the check.
 */
export function isChosen(
  choice: string,
  { id, clause, onRequest = false }: Pick<CheckDefinition, 'id' | 'clause' | 'onRequest'>,
): boolean {
  return wordsOf(choice).some((word) => word === id || (!onRequest && (word === clause || word === ALL_CHECKS)));
}

/** The words of a choice that are neither a check nor a clause. */
export function unknownWords(choice: string, definitions: readonly CheckDefinition[]): string[] {
  if (choice === NO_CHECKS) return [];
  const known = new Set<string>([ALL_CHECKS, ...definitions.flatMap(({ id, clause }) => [id, clause])]);
  return wordsOf(choice).filter((word) => !known.has(word));
}

function wordsOf(choice: string): string[] {
  return choice.split(',').map((word) => word.trim());
}
