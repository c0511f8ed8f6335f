import { SPEC_NAME_LENGTH } from '../junit/limits.ts';
import { isNetworkPolicySpec } from '../standard/catalogue.ts';

/** How the output of the e2e suite ends: the specs that it lists as failed, and its counts. */
export type LoggedEnd = {
  /** NetworkPolicy specs as the output names them, each once. */
  failed: Set<string>;
  /** Of specs of any kind; null: the output breaks off before them. */
  counts: { passed: number; failed: number } | null;
};

/** More specs than any suite has of NetworkPolicy. */
const MAX_FAILED = 1000;

/** A line of the list at the end, which has one line for each failure. */
const FAILED = /^\s*\[(?:FAIL|PANICKED!?|TIMEDOUT|INTERRUPTED|ABORTED)\] (\S.*)$/;
const COUNTS = /-- (\d{1,6}) Passed \| (\d{1,6}) Failed \|/;

/** Reads ginkgo's list of failures and its counts, line by line (ginkgo 2.1 to 2.28, reporters/default_reporter.go). */
export class LoggedEndReader {
  readonly end: LoggedEnd = { failed: new Set(), counts: null };

  /** `text`: without colours. */
  read(text: string): void {
    const name = FAILED.exec(text)?.[1];
    if (
      name !== undefined &&
      name.length <= SPEC_NAME_LENGTH &&
      isNetworkPolicySpec(name) &&
      this.end.failed.size < MAX_FAILED
    )
      this.end.failed.add(name);
    const counts = text.includes('Passed | ') ? COUNTS.exec(text) : null;
    if (counts !== null) this.end.counts = { passed: Number(counts[1]), failed: Number(counts[2]) };
  }
}
