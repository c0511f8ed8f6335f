import { testResultStatement } from '../attestation/test-result.ts';
import { verdictStatement } from '../attestation/verdict-statement.ts';
import { jsonText } from '../text/json-text.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** The bytes of the statement that `sign` puts into an envelope. */
export function testResultJson(verdict: Verdict): string {
  return jsonText(testResultStatement(verdict), 2);
}

/** The same of the statement that carries the verdict. */
export function verdictStatementJson(verdict: Verdict): string {
  return jsonText(verdictStatement(verdict), 2);
}
