import type { ObservedSpec, SecondProbe } from '../../../results-parsers/documents/run-record/run-record.ts';
import { SecondProbeReader } from './second-probe-reader.ts';

/** An event in ginkgo's output while it runs. */
export type GinkgoEvent =
  | { readonly type: 'announced'; readonly specs: number; readonly ofSpecs: number }
  | {
      readonly type: 'spec';
      readonly state: ObservedSpec['state'];
      readonly seconds: number;
      /** The spec as ginkgo shows it, with markers and labels: see specNameOf. */
      readonly title: string;
    }
  /** In the timeline of the spec that was shown last, or of the one that is shown next. */
  | { readonly type: 'second-probe'; readonly probe: SecondProbe; readonly of: 'last-spec' | 'next-spec' }
  | { readonly type: 'suite-node'; readonly node: string; readonly state: ObservedSpec['state'] };

/** Longer lines (a row of `S` for thousands of filtered specs) hold nothing that we read; the rest of such a line is dropped. */
const LONGEST_LINE = 65_536;

const ANNOUNCEMENT = /^Will run (\d+) of (\d+) specs$/;
const PARALLEL = /^Running in parallel across \d+ processes$/;
const DELIMITER = /^-{30}$/;
const SPEC_HEADER =
  /^(?:[•↺]|[SP](?= \[))(?: \[(FAILED|PANICKED|TIMEDOUT|INTERRUPTED|ABORTED|SKIPPED|PENDING|FLAKEY TEST - TOOK \d+ ATTEMPTS TO PASS)\](?: DURING REPETITION #\d+)?)?(?: \[(\d+(?:\.\d+)?) seconds\])?$/;
const SUITE_NODE_HEADER =
  /^\[((?:Synchronized)?(?:Before|After)Suite|Report(?:Before|After)Suite|DeferCleanup \(Suite\))\] (?:PASSED|\[(FAILED|PANICKED|TIMEDOUT|INTERRUPTED|ABORTED|SKIPPED)\])(?: \[\d+(?:\.\d+)? seconds\])?$/;

const STATES: Readonly<Record<string, ObservedSpec['state']>> = {
  FAILED: 'failed',
  PANICKED: 'panicked',
  TIMEDOUT: 'timedout',
  INTERRUPTED: 'interrupted',
  ABORTED: 'aborted',
  SKIPPED: 'skipped',
  PENDING: 'pending',
};

/**
 * Reads the output of `ginkgo -v --no-color` as it streams in (ginkgo 2.15 to 2.28, reporters/default_reporter.go). What specs print is
 * indented; only the reporter writes headers at the start of a line. In parallel a spec's title follows its header; in series it is
 * announced after a delimiter before the spec runs, and repeated only if the spec did not pass.
 */
export class GinkgoOutputParser {
  readonly #decoder = new TextDecoder();
  readonly #secondProbes = new SecondProbeReader();
  #line = '';
  #parallel = false;
  #afterDelimiter = false;
  #announcedTitle = '';
  #header: { state: ObservedSpec['state']; seconds: number } | null = null;

  push(chunk: Uint8Array): GinkgoEvent[] {
    return this.#read(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The event in the last line if no line break follows it. */
  end(): GinkgoEvent[] {
    return this.#read(`${this.#decoder.decode()}\n`);
  }

  #read(text: string): GinkgoEvent[] {
    const events: GinkgoEvent[] = [];
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      if (this.#line.length < LONGEST_LINE) this.#line += part.slice(0, LONGEST_LINE);
      if (index === parts.length - 1) break;
      const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
      this.#line = '';
      const probe = this.#secondProbes.read(line);
      if (probe !== null) events.push({ type: 'second-probe', probe, of: this.#parallel ? 'last-spec' : 'next-spec' });
      const event = this.#readLine(line);
      if (event !== null) events.push(event);
    }
    return events;
  }

  #readLine(line: string): GinkgoEvent | null {
    if (this.#header !== null) {
      const { state, seconds } = this.#header;
      this.#header = null;
      return { type: 'spec', state, seconds, title: line };
    }
    const afterDelimiter = this.#afterDelimiter;
    this.#afterDelimiter = DELIMITER.test(line);
    const announcement = ANNOUNCEMENT.exec(line);
    if (announcement !== null) {
      return { type: 'announced', specs: Number(announcement[1]), ofSpecs: Number(announcement[2]) };
    }
    if (PARALLEL.test(line)) this.#parallel = true;
    const suiteNode = SUITE_NODE_HEADER.exec(line);
    if (suiteNode !== null) {
      return { type: 'suite-node', node: suiteNode[1] ?? '', state: STATES[suiteNode[2] ?? ''] ?? 'passed' };
    }
    const header = SPEC_HEADER.exec(line);
    if (header === null || (header[1] === undefined && header[2] === undefined)) {
      if (afterDelimiter) this.#announcedTitle = line;
      return null;
    }
    return this.#readHeader(STATES[header[1] ?? ''] ?? 'passed', Number(header[2] ?? '0'));
  }

  #readHeader(state: ObservedSpec['state'], seconds: number): GinkgoEvent | null {
    if (this.#parallel || state !== 'passed') {
      this.#header = { state, seconds };
      return null;
    }
    return { type: 'spec', state, seconds, title: this.#announcedTitle };
  }
}
