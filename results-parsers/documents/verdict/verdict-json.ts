import { jsonText } from '../../core/text/json-text.ts';
import { Verdict } from './verdict.ts';

/** Canonical JSON: keys in the order of the schema, two blanks, a newline at the end. */
export function verdictJson(verdict: Verdict): string {
  return jsonText(Verdict.parse(verdict), 2);
}

/** The same on one line. */
export function verdictLine(verdict: Verdict): string {
  return jsonText(Verdict.parse(verdict));
}
