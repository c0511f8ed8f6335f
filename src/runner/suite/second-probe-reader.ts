import type { SecondProbe } from '../../../results-parsers/documents/run-record/run-record.ts';
import { timelineEvent } from '../../../results-parsers/spec-failures/timeline-event.ts';
import { secondsBetween, secondsOfDay } from './timeline-time.ts';

/**
 * Notices in a spec's timeline that upstream's first probe of all connections was wrong and its second one was not
 * (ValidateOrFail in test/e2e/network/netpol/test_helper.go). Such a spec passes, and its JUnit does not show it.
 */
export class SecondProbeReader {
  #startedAt: number | null = null;
  #pair: { from: string; to: string } | null = null;
  #leaked = false;
  #isSecond = false;

  /** Takes in a line; returns the second probe that it completes, if any. */
  read(line: string): SecondProbe | null {
    const found = timelineEvent(line);
    switch (found?.event) {
      case 'first-try':
        this.#startedAt = secondsOfDay(line);
        this.#pair = null;
        this.#leaked = false;
        this.#isSecond = false;
        return null;
      case 'wrong':
        this.#pair = found;
        return null;
      case 'expected':
        // Upstream does not count connections of a pod to itself.
        if (!this.#isSecond && this.#pair !== null && this.#pair.from !== this.#pair.to) {
          this.#leaked ||= found.expected === 'blocked';
        }
        this.#pair = null;
        return null;
      case 'second-try':
        this.#isSecond = true;
        return null;
      case 'valid':
        return this.#isSecond ? this.#complete(line) : null;
      default:
        return null;
    }
  }

  #complete(line: string): SecondProbe {
    this.#isSecond = false;
    const endedAt = secondsOfDay(line);
    const seconds = this.#startedAt === null || endedAt === null ? null : secondsBetween(this.#startedAt, endedAt);
    return { seconds: seconds === null ? null : Math.round(seconds * 1000) / 1000, leaked: this.#leaked };
  }
}
