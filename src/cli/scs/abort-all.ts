import { ResultLines } from './result-lines.ts';
import { requestedTestcases } from './testcases.ts';

/** Answers every testcase that a command line asks for with ABORT, before anything else can be done. Returns whether there was one. */
export function abortAll(args: readonly string[], why: string): boolean {
  const lines = new ResultLines(requestedTestcases(args));
  const isAsked = lines.open.length > 0;
  lines.guardExit();
  lines.abortOthers(why);
  return isAsked;
}
