import type { CaseState } from './junit-report.ts';

/** A child element of a test case that shows how the case ended, with its attribute `type`. */
export type OutcomeElement = { name: 'failure' | 'error' | 'skipped'; type: string | undefined };

/** Ginkgo 2's reporters/junit_report.go: which element goes with which status. */
const elementOfStatus: Readonly<Record<string, OutcomeElement['name'] | 'none'>> = {
  passed: 'none',
  skipped: 'skipped',
  pending: 'skipped',
  failed: 'failure',
  timedout: 'failure',
  aborted: 'failure',
  interrupted: 'error',
  panicked: 'error',
} satisfies Record<Exclude<CaseState, 'unreadable'>, OutcomeElement['name'] | 'none'>;

/** `status` is undefined in files of Ginkgo 1, where only the element shows it. */
export function caseState(status: string | undefined, elements: readonly OutcomeElement[]): CaseState {
  if (elements.length > 1) return 'unreadable';
  const [element] = elements;
  if (status === undefined) return stateOfElement(element);
  return isStatus(status) && elementOfStatus[status] === (element?.name ?? 'none') ? status : 'unreadable';
}

function isStatus(status: string): status is Exclude<CaseState, 'unreadable'> {
  return Object.hasOwn(elementOfStatus, status);
}

function stateOfElement(element: OutcomeElement | undefined): CaseState {
  if (element === undefined) return 'passed';
  const { name, type } = element;
  switch (name) {
    case 'skipped':
      return 'skipped';
    case 'failure':
    case 'error':
      return stateOfFailureType(type);
    default:
      return name satisfies never;
  }
}

/** Ginkgo 1's reporters/junit_reporter.go, failureTypeForState. */
function stateOfFailureType(type: string | undefined): CaseState {
  switch (type) {
    case 'Timeout':
      return 'timedout';
    case 'Panic':
      return 'panicked';
    default:
      return 'failed';
  }
}
