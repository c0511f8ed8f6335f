import type { CheckDefinition } from '../../results-parsers/documents/checks/check-definition.ts';

export const ALL_CHECKS = 'all';
export const NO_CHECKS = 'none';

/** Whether the setting SCS_CHECKS (`all`, `none`, or ids of checks and clauses between commas) chooses the check. */
export function isChosen(choice: string, { id, clause }: Pick<CheckDefinition, 'id' | 'clause'>): boolean {
  if (choice === ALL_CHECKS) return true;
  return wordsOf(choice).some((word) => word === id || word === clause);
}

/** The words of a choice that are neither a check nor a clause. */
export function unknownWords(choice: string, definitions: readonly CheckDefinition[]): string[] {
  if (choice === ALL_CHECKS || choice === NO_CHECKS) return [];
  const known = new Set<string>(definitions.flatMap(({ id, clause }) => [id, clause]));
  return wordsOf(choice).filter((word) => !known.has(word));
}

function wordsOf(choice: string): string[] {
  return choice.split(',').map((word) => word.trim());
}
