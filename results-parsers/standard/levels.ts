import type { Level } from './clauses.ts';

/** Whether a clause of this level can change the verdict. */
export function decidesVerdict(level: Level): boolean {
  return level === 'MUST';
}

/** A MAY that the provider does not make use of is no failing: the standard leaves it to the provider. */
export function isUnusedOption({ level, outcome }: { level: Level; outcome: string }): boolean {
  return level === 'MAY' && outcome === 'not-satisfied';
}
