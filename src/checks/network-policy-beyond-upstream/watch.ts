import { setTimeout as sleep } from 'node:timers/promises';
import type { Tried } from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import type { Reach } from '../../../results-parsers/policy-model/reachability.ts';

/** This many in a row without an answer are not just lost packets. */
const TRIES_THAT_PROVE_BLOCKED = 4;
const LOOK_MILLISECONDS = 20;
const ERROR_MILLISECONDS = 100;

/** How a connection is tried. */
export interface Streams {
  /** How many tries are under way at a time. */
  readonly count: number;
  /** How much later each stream begins than the one before, so that not all of them wait at the same time; default: 0. */
  readonly millisecondsApart?: number;
  /** Whether the tries that are under way are all that is still needed; no further one begins then. Left out: never. */
  readonly isEnough?: (attempts: readonly ProbeAttempt[], underWay: number) => boolean;
}

/** Tries connections without a pause, each in several streams, so that a try that waits for its answer does not hide what others see. */
export class Watch {
  readonly #tryOnce: (tried: Tried) => Promise<ProbeAttempt>;
  readonly #signal: AbortSignal;
  readonly #end = new AbortController();
  readonly #kept = new Map<Tried, Kept>();
  readonly #streams: Promise<void>[] = [];

  /**
   * @param tryOnce must not reject
   * @param signal ends the watching early
   */
  constructor(tryOnce: (tried: Tried) => Promise<ProbeAttempt>, signal: AbortSignal) {
    this.#tryOnce = tryOnce;
    this.#signal = signal;
  }

  start(tried: Tried, streams: Streams): void {
    const kept: Kept = { attempts: [], underWay: 0 };
    this.#kept.set(tried, kept);
    for (let number = 0; number < streams.count; number += 1)
      this.#streams.push(this.#stream(tried, kept, streams, number));
  }

  /** The attempts, in the order in which they began. */
  attemptsOf(tried: Tried): ProbeAttempt[] {
    return inOrder(this.#kept.get(tried)?.attempts ?? []);
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

  get #isOver(): boolean {
    return this.#end.signal.aborted || this.#signal.aborted;
  }

  async #stream(tried: Tried, kept: Kept, { millisecondsApart = 0, isEnough }: Streams, number: number): Promise<void> {
    const pause = { signal: this.#end.signal };
    if (number > 0 && millisecondsApart > 0)
      await sleep(number * millisecondsApart, undefined, pause).catch(() => undefined);
    while (!this.#isOver) {
      if (isEnough?.(inOrder(kept.attempts), kept.underWay) === true) {
        await sleep(LOOK_MILLISECONDS);
        continue;
      }
      kept.underWay += 1;
      const made = await this.#tryOnce(tried);
      kept.underWay -= 1;
      kept.attempts.push(made);
      // Such as if the pod has not started yet.
      if (made.result === 'error') await sleep(ERROR_MILLISECONDS);
    }
  }
}

/** What is known of a connection. */
interface Kept {
  readonly attempts: ProbeAttempt[];
  underWay: number;
}

function inOrder(attempts: readonly ProbeAttempt[]): ProbeAttempt[] {
  return attempts.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

/** Whether the last tries that began after the change prove what is expected: one open try, or several blocked ones. */
export function isSeen(attempts: readonly ProbeAttempt[], changedAt: string | null, expected: Reach): boolean {
  return stillNeeded(attempts, changedAt, expected) === 0;
}

/** How many more tries have to be as expected, all in a row, before the change is seen. */
export function stillNeeded(attempts: readonly ProbeAttempt[], changedAt: string | null, expected: Reach): number {
  const needed = expected === 'open' ? 1 : TRIES_THAT_PROVE_BLOCKED;
  if (changedAt === null) return needed;
  const after = attempts.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(changedAt));
  const others = after.findLastIndex(({ result }) => reachabilityOf(result) !== expected);
  return Math.max(0, needed - (after.length - 1 - others));
}
