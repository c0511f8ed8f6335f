import { setTimeout as sleep } from 'node:timers/promises';
import type { Tried } from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import type { Reach } from '../../../results-parsers/policy-model/reachability.ts';

/** This many in a row without an answer are not just lost packets. */
const TRIES_THAT_PROVE_BLOCKED = 4;
const LOOK_MILLISECONDS = 20;
const ERROR_MILLISECONDS = 100;

/** Tries connections without a pause, each in several streams, so that a try that waits for its answer does not hide what others see. */
export class Watch {
  readonly #tryOnce: (tried: Tried) => Promise<ProbeAttempt>;
  readonly #signal: AbortSignal;
  readonly #end = new AbortController();
  readonly #attempts = new Map<Tried, ProbeAttempt[]>();
  readonly #streams: Promise<void>[] = [];

  /**
   * @param tryOnce must not reject
   * @param signal ends the watching early
   */
  constructor(tryOnce: (tried: Tried) => Promise<ProbeAttempt>, signal: AbortSignal) {
    this.#tryOnce = tryOnce;
    this.#signal = signal;
  }

  start(tried: Tried, streams: number): void {
    this.#attempts.set(tried, []);
    for (let stream = 0; stream < streams; stream += 1) this.#streams.push(this.#stream(tried));
  }

  /** The attempts, in the order in which they began. */
  attemptsOf(tried: Tried): ProbeAttempt[] {
    const attempts = this.#attempts.get(tried) ?? [];
    return attempts.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  }

  /** Resolves once it is reached, the time is up or watching is to end early. */
  async until(isReached: () => boolean, milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!isReached() && Date.now() < end && !this.#signal.aborted) await sleep(LOOK_MILLISECONDS);
  }

  /** Resolves when the last tries have ended. */
  async stop(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#streams);
  }

  async #stream(tried: Tried): Promise<void> {
    while (!this.#end.signal.aborted && !this.#signal.aborted) {
      const made = await this.#tryOnce(tried);
      this.#attempts.get(tried)?.push(made);
      // Such as if the pod has not started yet.
      if (made.result === 'error') await sleep(ERROR_MILLISECONDS);
    }
  }
}

/** Whether the last tries that began after the change prove what is expected: one open try, or several blocked ones. */
export function isSeen(attempts: readonly ProbeAttempt[], changedAt: string | null, expected: Reach): boolean {
  if (changedAt === null) return false;
  const after = attempts.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(changedAt));
  const needed = expected === 'open' ? 1 : TRIES_THAT_PROVE_BLOCKED;
  const last = after.slice(-needed);
  return last.length === needed && last.every(({ result }) => reachabilityOf(result) === expected);
}
