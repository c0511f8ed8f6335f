import type { ClauseOutcome, Verdict } from '../../../results-parsers/index.ts';
import type { ClauseId } from '../../../results-parsers/standard/clauses.ts';

/** The testcases of SCS's scope file that can be answered here, and the clause that answers each. */
const CLAUSES: Readonly<Record<string, ClauseId>> = {
  /** As SCS calls it today. */
  'kaas-networking-check': 'network-policy',
  'scs-0219-network-policy': 'network-policy',
  'scs-0219-admin-network-policy': 'admin-network-policy',
  'scs-0219-ingress': 'ingress',
  'scs-0219-default-restrictions': 'default-restrictions',
};

export const TESTCASES: readonly string[] = Object.keys(CLAUSES);

/** What scs-compliance-check reads as 1, -1 and 0. ABORT: not known. */
export type TestcaseResult = 'PASS' | 'FAIL' | 'ABORT';

const RESULTS: Readonly<Record<ClauseOutcome, TestcaseResult>> = {
  satisfied: 'PASS',
  declared: 'PASS',
  'not-satisfied': 'FAIL',
  'partly-satisfied': 'ABORT',
  undetermined: 'ABORT',
};

/** @param isDry whether the specs were only listed: then nothing passes, whatever a verdict may say */
export function testcaseResult(
  testcase: string,
  { clauses }: Pick<Verdict, 'clauses'>,
  isDry: boolean,
): TestcaseResult {
  const answer = clauses.find(({ id }) => id === CLAUSES[testcase]);
  const result = answer === undefined ? 'ABORT' : RESULTS[answer.outcome];
  return isDry && result === 'PASS' ? 'ABORT' : result;
}

const ONE = /^(?:-c|--check)(?:=(.*))?$/;
const SEVERAL = /^--testcases(?:=(.*))?$/;

/**
 * The testcases that a command line asks for, each once, read as tolerantly as can be: whatever else is wrong with it, each of them has
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
