import { jsonText } from '../core/text/json-text.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import { testResultStatement } from './test-result.ts';
import { verdictStatement } from './verdict-statement.ts';

/** The bytes of the statement that `sign` puts into an envelope. */
export function testResultJson(verdict: Verdict): string {
  return jsonText(testResultStatement(verdict), 2);
}

/** The same for the statement that carries the verdict. */
export function verdictStatementJson(verdict: Verdict): string {
  return jsonText(verdictStatement(verdict), 2);
}
