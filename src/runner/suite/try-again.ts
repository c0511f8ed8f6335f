import type { CaseState } from '../../../results-parsers/junit/junit-report.ts';
import type { SuiteReport } from './suite-report.ts';

/** Possible flakes, or specs that another one disturbed. Specs that were stopped from outside are not. */
const WORTH_TRYING: ReadonlySet<CaseState> = new Set(['failed', 'timedout', 'panicked']);
/** So many failures may be due to load even if they are most of what ran. */
const FEW = 5;

export interface TryAgain {
  readonly specs: readonly string[];
  /** Why failed specs are not retried; empty: they are, or none failed. */
  readonly notBecause: string;
}

/**
 * Which specs run again. If most of those that ran have failed, that is not a flake, and retrying each one takes long.
 * @param exempted by waivers: their results count neither way
 */
export function specsToTryAgain(report: SuiteReport, exempted: ReadonlySet<string>): TryAgain {
  const ran = [...report.specs]
    .map(([name, results]) => ({ name, state: results.at(-1)?.state ?? 'skipped' }))
    .filter(({ name, state }) => state !== 'skipped' && state !== 'pending' && !exempted.has(name));
  const specs = ran
    .filter(({ state }) => WORTH_TRYING.has(state))
    .map(({ name }) => name)
    .sort();
  if (specs.length <= FEW || specs.length <= ran.length / 2) return { specs, notBecause: '' };
  const unwaived = exempted.size === 0 ? 'that ran' : 'that ran without a waiver';
  return {
    specs: [],
    notBecause: `${specs.length} of the ${ran.length} specs ${unwaived} have failed, which is not a flake`,
  };
}
