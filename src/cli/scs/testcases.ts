import type { Verdict } from '../../../results-parsers/index.ts';
import {
  isTestcaseId,
  testcaseResult as resultInVerdict,
  type TestcaseResult,
  testcaseIds,
} from '../../../results-parsers/report/scs/testcases.ts';

export type { TestcaseResult };

/** The testcases of SCS's scope file that can be answered here. */
export const TESTCASES: readonly string[] = testcaseIds;

/** @param isDry whether the specs were only listed: then nothing passes, whatever a verdict may say */
export function testcaseResult(testcase: string, verdict: Pick<Verdict, 'clauses'>, isDry: boolean): TestcaseResult {
  const result = isTestcaseId(testcase) ? resultInVerdict(testcase, verdict) : 'ABORT';
  return isDry && result === 'PASS' ? 'ABORT' : result;
}

const ONE = /^(?:-c|--check)(?:=(.*))?$/;
const SEVERAL = /^--testcases(?:=(.*))?$/;

/**
 * The testcases that a command line asks for, each once, read as tolerantly as possible: whatever else is wrong with it, each of them has
 * to be answered.
 */
export function requestedTestcases(args: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [arg = '', next] = args.slice(index, index + 2);
    const one = ONE.exec(arg);
    const several = SEVERAL.exec(arg);
    if (one !== null) found.push(one[1] ?? next ?? '');
    else if (several?.[1] !== undefined) found.push(several[1]);
    else if (several !== null) found.push(...until(args.slice(index + 1), (text) => text.startsWith('-')));
  }
  return [...new Set(found.flatMap((text) => text.split(/[\s,]+/)).filter((id) => id !== ''))];
}

function until(texts: readonly string[], isEnd: (text: string) => boolean): readonly string[] {
  const end = texts.findIndex(isEnd);
  return end < 0 ? texts : texts.slice(0, end);
}
