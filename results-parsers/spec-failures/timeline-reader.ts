import type { Server } from '../documents/verdict/reachability-failure.ts';
import { reachabilityLimits } from './limits.ts';
import { PodDescriptions } from './pod-descriptions.ts';
import { ProbeLog } from './probe-log.ts';
import { TextLines } from './text-lines.ts';
import { type TimelineEvent, timelineEvent } from './timeline-event.ts';
import { emptyTry, type TimelineReading, type ValidationReading } from './timeline-reading.ts';
import { TruthTableReader } from './truth-table.ts';

/** Reads the timeline of a failed spec, which Ginkgo writes to system-err, as it streams by. */
export class TimelineReader {
  readonly #lines = new TextLines((line) => this.#line(line));
  readonly #probes = new ProbeLog();
  #reading = emptyReading();
  #readinessTry = emptyTry(1);
  #table: TruthTableReader | undefined;
  #descriptions = new PodDescriptions();

  /** Any piece of the text, with its entities resolved. */
  write(text: string): void {
    this.#lines.write(text);
  }

  end(): void {
    this.#lines.end();
  }

  reading(): TimelineReading {
    return { ...this.#reading, nodes: this.#descriptions.nodes };
  }

  #line(line: string): void {
    if (this.#table?.read(line)) return;
    this.#table = undefined;
    this.#descriptions.read(line);
    const found = timelineEvent(line);
    if (found !== null) this.#apply(found);
  }

  #apply(found: TimelineEvent): void {
    const { pods, validation } = this.#reading;
    switch (found.event) {
      case 'attempt':
        this.#reading = emptyReading();
        this.#readinessTry = emptyTry(1);
        this.#probes.clear();
        this.#descriptions = new PodDescriptions();
        break;
      case 'pod':
        if (pods.length < reachabilityLimits.pods && !pods.includes(found.pod)) pods.push(found.pod);
        break;
      case 'server':
        this.#judgeServer(found.server, found.ready);
        break;
      case 'first-try':
        this.#reading.validation = emptyValidation();
        this.#probes.clear();
        break;
      case 'second-try':
        if (validation?.tries.length !== 1) break;
        validation.wrongInFirst = found.wrongInFirst;
        validation.tries.push(emptyTry(2));
        this.#probes.clear();
        break;
      case 'probed':
      case 'wrong':
      case 'expected':
        this.#probes.record(found, validation?.tries.at(-1) ?? this.#readinessTry);
        break;
      case 'counts':
        if (validation !== null) validation.counts = { correct: found.correct, incorrect: found.incorrect };
        break;
      case 'table':
        this.#openTable(found.table);
        break;
      case 'valid':
        this.#reading.validation = null;
        break;
      case 'exec-error':
        if (found.of !== 'probe') this.#reading.execError = found.message;
        break;
      default:
        found satisfies never;
    }
  }

  /** Comes after the probes of the server. */
  #judgeServer(server: Server, ready: boolean): void {
    const { readiness } = this.#reading;
    const others = readiness.notReady.filter(
      ({ port, protocol }) => port !== server.port || protocol !== server.protocol,
    );
    if (!ready) readiness.last = { ...this.#readinessTry, server };
    readiness.notReady = ready ? others : [...others, server].slice(-reachabilityLimits.servers);
    this.#readinessTry = emptyTry(this.#readinessTry.number + 1);
    this.#probes.clear();
  }

  #openTable(name: 'expected' | 'observed' | 'comparison'): void {
    this.#table = new TruthTableReader();
    const { validation } = this.#reading;
    if (validation !== null && name !== 'comparison') validation[name] = this.#table.table;
  }
}

function emptyReading(): Omit<TimelineReading, 'nodes'> {
  return { pods: [], readiness: { last: null, notReady: [] }, validation: null, execError: null };
}

function emptyValidation(): ValidationReading {
  return { tries: [emptyTry(1)], wrongInFirst: null, counts: null, expected: null, observed: null };
}
