import type { CaseState } from '../../results-parsers/junit/junit-report.ts';
import type { SuiteReport } from './suite-report.ts';

/** What may be a flake, or a spec that was in the way of another. What was stopped from outside is not. */
const WORTH_TRYING: ReadonlySet<CaseState> = new Set(['failed', 'timedout', 'panicked']);
/** So many failures may be due to load even if they are most of what ran. */
const FEW = 5;

export interface TryAgain {
  readonly specs: readonly string[];
  /** Why specs that failed are not tried again; empty: they are, or none failed. */
  readonly notBecause: string;
}

/** Which specs run again. Where most of those that ran have failed it is no flake, and trying each one again takes long. */
export function specsToTryAgain(report: SuiteReport, exempted: ReadonlySet<string>): TryAgain {
  const states = [...report.specs].map(([name, results]) => ({ name, state: results.at(-1)?.state ?? 'skipped' }));
  const ran = states.filter(({ state }) => state !== 'skipped' && state !== 'pending').length;
  const failed = states.filter(({ name, state }) => WORTH_TRYING.has(state) && !exempted.has(name));
  const specs = failed.map(({ name }) => name).sort();
  if (specs.length > FEW && specs.length > ran / 2) {
    return { specs: [], notBecause: `${specs.length} of the ${ran} specs that ran have failed, which is no flake` };
  }
  return { specs, notBecause: '' };
}
