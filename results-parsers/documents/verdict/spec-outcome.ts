import * as z from 'zod';
import type { CaseState } from '../../junit/junit-report.ts';
import type { OutcomeBeforeWaivers } from '../../waivers/match-waivers.ts';

/**
 * How a spec ended, over all attempts.
 *
 * - `passed`: in every attempt in which it ran.
 * - `flaky`: in the last attempt in which it ran, but not in an earlier one.
 * - `failed`: the last time it ran.
 * - `waived`: a waiver that fits exempts it.
 * - `skipped`: the suite knows it and did not run it.
 * - `missing`: there is no usable result of it.
 * - `timed-out`, `interrupted`: it was ended from outside, or by a crash of the test itself, which says nothing about the cluster.
 */
export const SpecOutcome = z.enum([
  'passed',
  'flaky',
  'failed',
  'waived',
  'skipped',
  'missing',
  'timed-out',
  'interrupted',
]);
export type SpecOutcome = z.infer<typeof SpecOutcome>;

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
