import type { CaseState } from '../junit/junit-report.ts';
import type { OutcomeBeforeWaivers } from '../waivers/match-waivers.ts';

/** Outcome of one attempt. A panic is a defect in the test's code: the cluster is neither proven right nor wrong. */
export function outcomeOfState(state: CaseState): Exclude<OutcomeBeforeWaivers, 'flaky'> {
  switch (state) {
    case 'passed':
    case 'failed':
    case 'skipped':
      return state;
    case 'pending':
      return 'skipped';
    case 'timedout':
      return 'timed-out';
    case 'interrupted':
    case 'aborted':
    case 'panicked':
      return 'interrupted';
    case 'unreadable':
      return 'missing';
    default:
      return state satisfies never;
  }
}

/** `states` are of one spec, one for each attempt that has it, in order. */
export function outcomeOverAttempts(states: readonly CaseState[]): OutcomeBeforeWaivers {
  const ran = states.map(outcomeOfState).filter((outcome) => outcome !== 'skipped');
  const last = ran.at(-1);
  if (last === undefined) return states.length === 0 ? 'missing' : 'skipped';
  return last === 'passed' && ran.some((outcome) => outcome !== 'passed') ? 'flaky' : last;
}
