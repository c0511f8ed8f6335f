import * as z from 'zod';
import { ClauseId } from '../standard/clauses.ts';

/** Clauses whose wording allows a provider's statement to meet them: "is working on support", "offer the option". */
export const DeclarableClause = ClauseId.extract(['admin-network-policy', 'ingress']);
export type DeclarableClause = z.infer<typeof DeclarableClause>;

/** A provider's statement about a clause, which no test can prove. */
export const Declaration = z.strictObject({
  clause: DeclarableClause,
  statement: z.string(),
  link: z.string(),
  owner: z.string(),
  /** The day on which it was made, and the last one on which it holds. */
  declared: z.iso.date(),
  expires: z.iso.date(),
});
export type Declaration = z.infer<typeof Declaration>;

/** The declarations of one file. */
export type DeclarationSet = { source: string; sha256: string; declarations: Declaration[] };

/** What a provider declares, and the day on which it has to hold. */
export type DeclarationContext = { declarations: readonly Declaration[]; day: string | null };

/** Whether it holds on the day of the run; on a day that is not known it does not. */
export function holdsOn({ declared, expires }: Declaration, day: string | null): boolean {
  return day !== null && declared <= day && day <= expires;
}
