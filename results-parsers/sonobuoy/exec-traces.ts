import { type TimelineEvent, timelineEvent } from '../spec-failures/timeline-event.ts';
import { type BlockedConnections, LoggedExecs } from './logged-execs.ts';
import type { BlockLine, SpecBlocks } from './spec-blocks.ts';

/** Connections that a spec took for blocked, in all its validations that succeeded. */
export type SpecExecs = BlockedConnections & {
  /** In the validation with the greatest share of connections without an answer. */
  worst: BlockedConnections;
  /** Why the last exec of these failed; null: each connection has an answer. */
  reason: string | null;
};

/** What the output of the e2e suite shows about the execs of each NetworkPolicy spec, by the words of its name. */
export type ExecTraces = Map<string, SpecExecs>;

/** More specs than any suite has of NetworkPolicy. */
const MAX_SPECS = 1000;

/**
 * Reads how the execs ended by which upstream's specs probe connections. Upstream takes any error of an exec for a blocked connection
 * (test/e2e/network/netpol/kubemanager.go). Kubernetes 1.33 to 1.36 log the error, and with `-v` also for specs that passed.
 */
export class ExecTracesReader {
  readonly traces: ExecTraces = new Map();
  readonly #blocks: SpecBlocks;
  /** What an earlier block with the same name has shown. */
  #before: SpecExecs | undefined;
  #execs = new LoggedExecs();
  #isValidation = false;
  #fallbackWorks = false;

  /** `blocks` has read each line before this does. */
  constructor(blocks: SpecBlocks) {
    this.#blocks = blocks;
  }

  /** `text`: without colours. */
  read(text: string, block: BlockLine): void {
    const { spec } = this.#blocks;
    if (spec === null) return;
    if (block.at === 'name') {
      this.#before = this.traces.get(spec);
      this.#begin();
    }
    const found = block.at === 'inside' ? timelineEvent(text) : null;
    if (found !== null) this.#apply(found, spec);
  }

  #begin(): void {
    this.#fallbackWorks = false;
    this.#look(false);
  }

  #look(isValidation: boolean): void {
    this.#execs = new LoggedExecs();
    this.#isValidation = isValidation;
  }

  #apply(found: TimelineEvent, spec: string): void {
    switch (found.event) {
      case 'exec-error':
      case 'probed':
        this.#execs.record(found);
        break;
      case 'server':
        // Before any policy all connections are open.
        if (found.ready && this.#execs.successfulFallbacks > 0) this.#fallbackWorks = true;
        this.#look(false);
        break;
      case 'first-try':
      case 'second-try':
        this.#look(true);
        break;
      case 'valid':
        if (this.#isValidation) this.#add(spec);
        this.#look(false);
        break;
      case 'attempt':
        this.#forget(spec);
        break;
      default:
        break;
    }
  }

  /** The spec is retried: the attempt that passed is yet to come. */
  #forget(spec: string): void {
    if (this.#before === undefined) this.traces.delete(spec);
    else this.traces.set(spec, this.#before);
    this.#begin();
  }

  #add(spec: string): void {
    const known = this.traces.get(spec);
    if (known === undefined && this.traces.size >= MAX_SPECS) return;
    const found = this.#execs.blockedConnections(this.#fallbackWorks);
    const { blocked, unanswered, worst, reason } = known ?? { ...NONE, worst: NONE, reason: null };
    this.traces.set(spec, {
      blocked: blocked + found.blocked,
      unanswered: unanswered + found.unanswered,
      worst: unansweredShare(found) > unansweredShare(worst) ? found : worst,
      reason: found.unanswered > 0 ? this.#execs.reason : reason,
    });
  }
}

const NONE: BlockedConnections = { blocked: 0, unanswered: 0 };

/** 0: each has an answer. */
export function unansweredShare({ blocked, unanswered }: BlockedConnections): number {
  return blocked === 0 ? 0 : unanswered / blocked;
}
