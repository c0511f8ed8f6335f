import type { ClauseOutcome, Verdict } from '../../documents/verdict/verdict.ts';
import type { ClauseId } from '../../standard/clauses.ts';
import { isUnusedOption } from '../../standard/levels.ts';

/** The possible results of an SCS testcase: scs-compliance-check knows these words, compliance-monitor the numbers. */
export const testcaseNumbers = { PASS: 1, ABORT: 0, FAIL: -1 } as const;
export type TestcaseResult = keyof typeof testcaseNumbers;

/** Testcases by their ids, with the clause that decides each. The first is what SCS's scope names today; the others follow scs-0003-v2. */
export const testcases = {
  'kaas-networking-check': 'network-policy',
  'scs-0219-network-policy': 'network-policy',
  'scs-0219-admin-network-policy': 'admin-network-policy',
  'scs-0219-ingress': 'ingress',
  'scs-0219-default-restrictions': 'default-restrictions',
} as const satisfies Record<string, ClauseId>;
export type TestcaseId = keyof typeof testcases;

export const testcaseIds: readonly TestcaseId[] = Object.keys(testcases) as TestcaseId[];

/** Those that SCS's scope file has today: a report with others leaves a warning in compliance-monitor's log at every view from then on. */
export const scopeTestcases: readonly TestcaseId[] = ['kaas-networking-check'];

export function isTestcaseId(text: string): text is TestcaseId {
  return Object.hasOwn(testcases, text);
}

/**
 * The result of a testcase in a verdict: only what is known is PASS or FAIL.
 *
 * A MAY that the provider does not use is a PASS: the standard permits it, so nothing is violated, and a FAIL would count against the
 * cluster.
 */
export function testcaseResult(id: TestcaseId, { clauses }: Pick<Verdict, 'clauses'>): TestcaseResult {
  const clause = clauses.find((each) => each.id === testcases[id]);
  if (clause === undefined) return 'ABORT';
  return isUnusedOption(clause) ? 'PASS' : resultOf(clause.outcome);
}

/** The exit code of SCS's own scripts: 3 if a testcase is FAIL, else 112 if one is ABORT. */
export function testcasesExitCode(results: readonly TestcaseResult[]): 0 | 3 | 112 {
  if (results.includes('FAIL')) return 3;
  return results.includes('ABORT') ? 112 : 0;
}

function resultOf(outcome: ClauseOutcome): TestcaseResult {
  switch (outcome) {
    case 'satisfied':
    case 'declared':
      return 'PASS';
    case 'not-satisfied':
      return 'FAIL';
    case 'partly-satisfied':
    case 'undetermined':
      return 'ABORT';
    default:
      return outcome satisfies never;
  }
}
