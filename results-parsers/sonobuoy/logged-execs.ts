import type { TimelineEvent } from '../spec-failures/timeline-event.ts';

/** Connections that were counted as blocked, and how many of them have no known answer of the probe. */
export type BlockedConnections = { blocked: number; unanswered: number };

/**
 * Counts the execs of one look at the reachability matrix that ended with an error. For which connection each was is not logged, since several
 * are probed at the same time, but their number is: for a connection that is expected to be open, each failed exec has a further line of its own, and
 * for one that is expected to be blocked, only an exec that connects is repeated.
 */
export class LoggedExecs {
  /** The error of the last exec that failed for another reason than its own command; null: there was none. */
  reason: string | null = null;
  #answers = 0;
  #failures = 0;
  #fallbacks = 0;
  #repeatedAnswers = 0;
  #repeatedFailures = 0;

  record(found: Extract<TimelineEvent, { event: 'exec-error' | 'probed' }>): void {
    if (found.event === 'probed' && found.answer === 'nothing') this.#repeatedFailures += 1;
    else if (found.event === 'probed') this.#repeatedAnswers += 1;
    else if (found.of === 'probe') this.#answers += 1;
    else {
      this.reason = found.message;
      if (found.of === 'fallback') this.#fallbacks += 1;
      else this.#failures += 1;
    }
  }

  /** Execs that were tried over another protocol, and succeeded, if all connections are open. */
  get successfulFallbacks(): number {
    return this.#fallbacks - this.#repeatedFailures;
  }

  /** `fallbackWorks`: nothing follows from an exec that is tried over another protocol. */
  blockedConnections(fallbackWorks: boolean): BlockedConnections {
    const failures = this.#failures + (fallbackWorks ? 0 : this.#fallbacks);
    const answered = Math.max(0, this.#answers - this.#repeatedAnswers);
    const unanswered = Math.max(0, failures - this.#repeatedFailures);
    return { blocked: answered + unanswered, unanswered };
  }
}
