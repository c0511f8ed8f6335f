import type { RunEnding } from '../../../results-parsers/documents/run-record/run-record.ts';
import { mergedReport } from '../suite/merged-report.ts';
import type { PluginRun } from '../suite/plugin-run.ts';
import type { SuiteReport } from '../suite/suite-report.ts';

/** What is known about a run when its results are handed to Sonobuoy. */
export interface RunOutcome {
  readonly ending: RunEnding;
  /** For people; empty when the run completed. */
  readonly reason: string;
  readonly dryRun: boolean;
  /** Full names of all specs of the suite; null: it could not be asked. */
  readonly specList: readonly string[] | null;
  /** What upstream's JUnit says, of the last attempt in which a spec ran; null: there is none. */
  readonly report: SuiteReport | null;
  /** Names of specs that were seen failing while the suite ran. */
  readonly seenFailing: ReadonlySet<string>;
  /** Specs that a waiver exempts, and its id. */
  readonly exempted: ReadonlyMap<string, string>;
}

const FAILURES: ReadonlySet<string> = new Set(['failed', 'panicked', 'timedout', 'aborted']);

/** The run as its testcases need it. */
export function outcomeOf(run: PluginRun): RunOutcome {
  const seen = run.attempts.flatMap((attempt) => attempt.observed.filter(({ state }) => FAILURES.has(state)));
  return {
    ending: run.ending,
    reason: run.reason,
    dryRun: run.settings.dryRun,
    specList: run.specList,
    report: mergedReport(run.reports),
    exempted: run.exempted,
    seenFailing: new Set(seen.map(({ name }) => name)),
  };
}
