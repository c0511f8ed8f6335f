import type { CaseState } from './junit-report.ts';

/** The child elements of a test case that say how it ended. */
export type OutcomeElement = 'failure' | 'error' | 'skipped';

/** Ginkgo 2's reporters/junit_report.go: which element goes with which status. */
const elementOfStatus: Readonly<Record<string, OutcomeElement | 'none'>> = {
  passed: 'none',
  skipped: 'skipped',
  pending: 'skipped',
  failed: 'failure',
  timedout: 'failure',
  aborted: 'failure',
  interrupted: 'error',
  panicked: 'error',
} satisfies Record<Exclude<CaseState, 'unreadable'>, OutcomeElement | 'none'>;

/** `status` is undefined in files of Ginkgo 1, where the element alone tells. */
export function caseState(status: string | undefined, elements: readonly OutcomeElement[]): CaseState {
  if (elements.length > 1) return 'unreadable';
  const element = elements[0] ?? 'none';
  if (status === undefined) return stateOfElement(element);
  return isStatus(status) && elementOfStatus[status] === element ? status : 'unreadable';
}

function isStatus(status: string): status is Exclude<CaseState, 'unreadable'> {
  return Object.hasOwn(elementOfStatus, status);
}

function stateOfElement(element: OutcomeElement | 'none'): CaseState {
  switch (element) {
    case 'none':
      return 'passed';
    case 'skipped':
      return 'skipped';
    case 'failure':
    case 'error':
      return 'failed';
    default:
      return element satisfies never;
  }
}
