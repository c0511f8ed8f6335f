import type { ProbeAnswer } from '../documents/verdict/reachability-failure.ts';
import { reachabilityLimits } from './limits.ts';
import type { TimelineEvent } from './timeline-event.ts';
import type { TryReading } from './timeline-reading.ts';

const MAX_CONNECTIONS = reachabilityLimits.pods ** 2;

type ProbeEvent = Extract<TimelineEvent, { event: 'probed' | 'wrong' | 'expected' }>;

/** Collects what the lines of one try say: each wrong connection has one with its pods, then one with its probe. */
export class ProbeLog {
  readonly #answers = new Map<string, ProbeAnswer>();
  #pair: { from: string; to: string } | undefined;

  /** A new try begins, for which earlier answers mean nothing. */
  clear(): void {
    this.#answers.clear();
    this.#pair = undefined;
  }

  record(found: ProbeEvent, current: TryReading): void {
    switch (found.event) {
      case 'probed':
        if (this.#answers.size < MAX_CONNECTIONS) this.#answers.set(`${found.from} ${found.address}`, found.answer);
        break;
      case 'wrong':
        this.#pair = { from: found.from, to: found.to };
        break;
      case 'expected':
        this.#add(found, current);
        break;
      default:
        found satisfies never;
    }
  }

  #add({ expected, address, server }: Extract<ProbeEvent, { event: 'expected' }>, current: TryReading): void {
    const pair = this.#pair;
    this.#pair = undefined;
    if (pair === undefined || current.wrong.length >= MAX_CONNECTIONS) return;
    const answer = expected === 'open' ? (this.#answers.get(`${pair.from} ${address}`) ?? null) : null;
    current.wrong.push({ ...pair, expected, answer });
    current.server = server;
  }
}
