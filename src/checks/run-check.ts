import { API_VERSION } from '../../results-parsers/core/api-version.ts';
import { counted } from '../../results-parsers/core/counted.ts';
import { messageOf } from '../../results-parsers/core/errors.ts';
import type { CheckObservations, CheckProblem } from '../../results-parsers/documents/checks/check-observations.ts';
import type { Check } from './check.ts';
import { CheckWorkplace, type Workplace } from './check-workplace.ts';

export const STOPPED: CheckProblem = {
  kind: 'stopped',
  reason: 'the run was told to stop, or its deadline passed.',
};

export function failed(error: unknown): CheckProblem {
  return { kind: 'error', reason: messageOf(error) };
}

export interface CheckRun extends Omit<Workplace, 'signal'> {
  /** Aborts when the run is to stop. */
  readonly stop: AbortSignal;
}

/** Carries out one check within its time and removes what it made. Never rejects: errors are part of the observations. */
export async function runCheck(
  { definition, run }: Pick<Check, 'definition' | 'run'>,
  checkRun: CheckRun,
): Promise<CheckObservations> {
  const { cluster, runId, settings, stop, budgetSeconds } = checkRun;
  const startedAt = new Date().toISOString();
  // Not AbortSignal.timeout: nothing may keep the process alive, and the timer must go when the check has ended.
  const budget = new AbortController();
  const timer = setTimeout(() => budget.abort(), budgetSeconds * 1000);
  const signal = AbortSignal.any([stop, budget.signal]);
  const workplace = new CheckWorkplace({ cluster, runId, settings, signal, budgetSeconds });
  let problem: CheckProblem | null = null;
  try {
    await Promise.race([run(workplace.context), whenAborted(signal)]);
  } catch (error) {
    problem = problemOf(error, stop, budget.signal, budgetSeconds);
  }
  clearTimeout(timer);
  const { observed } = workplace;
  const left = await workplace.clear();
  return { ...notCarriedOut({ definition }, STOPPED), startedAt, problem, ...observed, left };
}

/** The observations of a check that was not started. */
export function notCarriedOut({ definition }: Pick<Check, 'definition'>, problem: CheckProblem): CheckObservations {
  const { id, clause, level, question } = definition;
  const now = new Date().toISOString();
  return {
    apiVersion: API_VERSION,
    kind: 'CheckObservations',
    check: { id, clause, level, question },
    startedAt: now,
    endedAt: now,
    problem,
    namespaces: [],
    probes: [],
    facts: {},
    left: [],
  };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return promise;
}

function problemOf(error: unknown, stop: AbortSignal, budget: AbortSignal, budgetSeconds: number): CheckProblem {
  if (stop.aborted) return STOPPED;
  if (budget.aborted) {
    return {
      kind: 'out-of-time',
      reason: `${counted(budgetSeconds, 'second')} (SCS_CHECK_SECONDS) ${budgetSeconds === 1 ? 'was' : 'were'} not enough.`,
    };
  }
  return failed(error);
}
