import type { Level } from './clauses.ts';

/** Whether a clause of this level can change the verdict. */
export function decidesVerdict(level: Level): boolean {
  return level === 'MUST';
}

/** An unused MAY is not a fault: the standard leaves it to the provider. */
export function isUnusedOption({ level, outcome }: { level: Level; outcome: string }): boolean {
  return level === 'MAY' && outcome === 'not-satisfied';
}
