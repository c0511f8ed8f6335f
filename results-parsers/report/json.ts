import { Verdict } from '../verdict/verdict.ts';

/** Canonical JSON: keys in the order of the schema, two blanks, a newline at the end. */
export function verdictJson(verdict: Verdict): string {
  return `${JSON.stringify(Verdict.parse(verdict), null, 2)}\n`;
}

/** The same on one line. */
export function verdictLine(verdict: Verdict): string {
  return `${JSON.stringify(Verdict.parse(verdict))}\n`;
}
