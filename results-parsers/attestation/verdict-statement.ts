import type { Verdict } from '../documents/verdict/verdict.ts';
import { STATEMENT_TYPE, subjectOf, VERDICT_TYPE, VerdictStatement } from './statement.ts';

/** The verdict document as the predicate of an in-toto statement about its archive. */
export function verdictStatement(verdict: Verdict): VerdictStatement {
  return VerdictStatement.parse({
    _type: STATEMENT_TYPE,
    subject: [subjectOf(verdict)],
    predicateType: VERDICT_TYPE,
    predicate: verdict,
  } satisfies VerdictStatement);
}
