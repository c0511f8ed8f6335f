import { setTimeout as sleep } from 'node:timers/promises';
import {
  expectedOf,
  judgementOf,
  type Tried,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  probeName,
  watchOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { MEASURING_CONNECT_SECONDS } from '../../../../results-parsers/checks/network-policy-beyond-upstream/try-times.ts';
import type { Probe, ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import type { CheckContext } from '../../check.ts';
import { attempt } from '../../probe/connect.ts';
import type { Arena } from '../arena.ts';
import type { State } from '../cluster-state.ts';
import { isSeen, type Streams, Watch } from '../watch.ts';

/** Together they make about twenty tries a second, whether the connections are open or not. */
const STREAMS = 7;
/** Even after a change that is enforced at once, some traffic may still pass a little later. */
const LEAST_MILLISECONDS = 2_000;
const FIRST_TRIES_MILLISECONDS = 5_000;

/** How each connection is tried, if not as often as possible. */
export interface Pace extends Pick<Streams, 'count' | 'millisecondsApart'> {
  /** No stream begins a try sooner than this after the one before. */
  readonly leastMilliseconds: number;
}

interface Change {
  /** What is in force after it. */
  readonly after: State;
  /** When the API server had accepted the change. */
  readonly changedAt: string | null;
}

/** Connections that are tried all the time while a change happens. */
export class TriesDuringChange {
  readonly #watch: Watch;
  readonly #signal: AbortSignal;
  readonly #pace: Pace | null;
  #connections: readonly Tried[] = [];

  constructor({ cluster, signal }: Pick<CheckContext, 'cluster' | 'signal'>, pace: Pace | null = null) {
    const tryOnce = (each: Tried) => attempt(cluster, { ...each, connectSeconds: MEASURING_CONNECT_SECONDS });
    this.#watch = new Watch(pace === null ? tryOnce : (each) => paced(tryOnce(each), pace.leastMilliseconds), signal);
    this.#signal = signal;
    this.#pace = pace;
  }

  start(connections: readonly Tried[]): void {
    this.#connections = connections;
    const streams = this.#pace ?? { count: Math.ceil(STREAMS / connections.length) };
    for (const each of connections) this.#watch.start(each, streams);
  }

  /** Starts the tries, and resolves once each connection was tried. */
  async underWay(connections: readonly Tried[]): Promise<void> {
    this.start(connections);
    const isTried = (): boolean => connections.every((each) => this.#watch.attemptsOf(each).length > 0);
    await this.#watch.until(isTried, FIRST_TRIES_MILLISECONDS);
  }

  /** Goes on for this long, or until the check is to end. */
  async forAWhile(milliseconds: number): Promise<void> {
    await this.#watch.until(() => false, milliseconds);
  }

  /**
   * Goes on until all connections are seen to be as the API specifies after the change, or the time is up, and resolves to all tries. Rejects
   * if the check is to end.
   */
  async untilSettled(id: string, arena: Arena, { after, changedAt }: Change, milliseconds: number): Promise<Probe[]> {
    const since = Date.now();
    const all = this.#connections.map((tried) => ({ tried, expected: expectedOf(judgementOf(arena, after, tried)) }));
    const isRight = ({ tried, expected }: (typeof all)[number]): boolean =>
      expected === null || isSeen(this.#watch.attemptsOf(tried), changedAt, expected);
    await this.#watch.until(() => Date.now() >= since + LEAST_MILLISECONDS && all.every(isRight), milliseconds);
    await this.stop();
    this.#signal.throwIfAborted();
    return all.map(({ tried, expected }, index) => {
      const other = expected === 'open' ? 'blocked' : 'open';
      return {
        name: probeName(watchOf(id), 1, index),
        ...tried,
        expected,
        observed: isRight({ tried, expected }) ? (expected ?? 'unknown') : other,
        changedAt,
        attempts: this.#watch.attemptsOf(tried),
      };
    });
  }

  async stop(): Promise<void> {
    await this.#watch.stop();
  }
}

/** A long watch makes thousands of tries, of which the archive should not keep long words. */
const MOST_WORDS = 60;

async function paced(trying: Promise<ProbeAttempt>, leastMilliseconds: number): Promise<ProbeAttempt> {
  const [{ detail, ...made }] = await Promise.all([trying, sleep(leastMilliseconds)]);
  return { ...made, detail: detail.slice(0, MOST_WORDS) };
}
