import type { FileSink } from '../archive/tar-reader.ts';
import { Utf8Stream } from '../core/text/utf8-stream.ts';
import { SPEC_NAME_LENGTH } from '../junit/limits.ts';
import { nextNetworkPolicySpec } from '../standard/catalogue.ts';
import { ResultsOutline } from './results-outline.ts';
import { yamlScalar } from './yaml-scalar.ts';

/** Sonobuoy's words for the outcomes of cases in a JUnit file. */
const STATUSES = ['passed', 'failed', 'skipped'] as const;
type ListedStatus = (typeof STATUSES)[number] | 'unknown';
type ListedSpec = { name: string; status: ListedStatus };

/** What Sonobuoy lists of one JUnit file: how many test cases of any kind, how many of them skipped, and the NetworkPolicy specs. */
export type ListedCases = { cases: number; skipped: number; specs: ListedSpec[] };

/** What plugins/<name>/sonobuoy_results.yaml lists, by the path of the file below the plugin's directory. */
export type SonobuoyResults = ReadonlyMap<string, ListedCases>;

/** In all files together. An honest file has at most one for each process. Finding the end of each takes a search. */
const MOST_SUITES = 1000;
/** A hundred times as many as in the largest honest run. */
const MOST_CASES = 1_000_000;
const PATH_LENGTH = 1024;
/** In a line, and between the beginning of a case and the end of its status. */
const MOST_CHARACTERS = 16 * 1024;
const SKIPPED = 'skipped';
const IT_PREFIX = /^\[It\] /;

/** How the lines that matter among the cases of a suite begin. */
type Layout = { start: string; status: string; skipped: string; ends: readonly string[]; cases: ListedCases };

/**
 * Collects what Sonobuoy lists of the test cases in JUnit files. The list can only contradict other evidence, and never proves anything, so
 * it is ignored if it was not written by Go's yaml package or has more than `most` specs.
 *
 * A YAML parser takes a second for the largest files. Here, each case costs three searches, and one more if it has details.
 */
export class SonobuoyResultsReader implements FileSink {
  readonly #most: number;
  readonly #decoder = new Utf8Stream();
  readonly #files = new Map<string, ListedCases>();
  readonly #outline = new ResultsOutline();
  /** The part that is not read yet, from the end of a line on. */
  #rest = '\n';
  #layout: Layout | undefined;
  #suites = 0;
  #cases = 0;
  #specs = 0;
  #isUnreadable = false;
  #hasEnded = false;

  constructor(most: number) {
    this.#most = most;
  }

  write(bytes: Uint8Array): void {
    if (this.#isUnreadable) return;
    const text = this.#rest + this.#decoder.decode(bytes);
    let at = 0;
    for (let next = this.#read(text, at); next > at && !this.#isUnreadable; next = this.#read(text, at)) at = next;
    // The beginning of an endless line is enough.
    this.#rest = text.slice(at, at + MOST_CHARACTERS);
  }

  /** Go's yaml package ends the last line, too. */
  end(): void {
    this.#hasEnded = this.#rest === '\n';
  }

  /** Null: they cannot be read. */
  results(): SonobuoyResults | null {
    return this.#hasEnded && !this.#isUnreadable ? this.#files : null;
  }

  /** Reads from the end of one line to the end of a later one; returns the same place if more has yet to come. */
  #read(text: string, at: number): number {
    return this.#layout === undefined ? this.#readLine(text, at) : this.#readCases(this.#layout, text, at);
  }

  #readLine(text: string, at: number): number {
    const end = text.indexOf('\n', at + 1);
    if (end === -1) return at;
    const line = text.slice(at + 1, Math.min(end, at + MOST_CHARACTERS));
    const read = this.#outline.read(line);
    if (read === 'cases') {
      this.#layout = this.#layoutFrom(line);
      return this.#readCases(this.#layout, text, at);
    }
    if (read === 'unreadable') this.#isUnreadable = true;
    return end;
  }

  #layoutFrom(line: string): Layout {
    const path = apart(this.#outline.file ?? '');
    const cases = this.#files.get(path) ?? { cases: 0, skipped: 0, specs: [] };
    this.#files.set(path, cases);
    this.#suites += 1;
    if (this.#suites > MOST_SUITES || path.length > PATH_LENGTH) this.#isUnreadable = true;
    const blanks = ' '.repeat(line.indexOf('-'));
    const start = `\n${blanks}- name: `;
    const status = `\n${blanks}  status: `;
    const ends = this.#outline.dashes.map((dash) => `\n${' '.repeat(dash)}- `);
    return { start, status, skipped: status + SKIPPED + start, ends, cases };
  }

  #readCases(layout: Layout, text: string, from: number): number {
    const end = firstOf(layout.ends, text, from);
    let spec = nextNetworkPolicySpec(text, from);
    for (let start = text.indexOf(layout.start, from); start !== -1 && start < end; ) {
      const status = text.indexOf(layout.status, start);
      // Most cases were skipped, thousands in a row.
      const isSkipped = status !== -1 && text.startsWith(layout.skipped, status);
      const value = status + layout.status.length;
      const valueEnd = isSkipped ? value + SKIPPED.length : status === -1 ? -1 : text.indexOf('\n', value);
      if (valueEnd === -1 || valueEnd > end) {
        // The case has no status: the next one belongs to another item, or none follows near enough.
        if (valueEnd !== -1 || text.length - start > MOST_CHARACTERS) this.#isUnreadable = true;
        return start;
      }
      layout.cases.cases += 1;
      this.#cases += 1;
      if (isSkipped || text.slice(value, valueEnd) === SKIPPED) layout.cases.skipped += 1;
      if (spec < start) spec = nextNetworkPolicySpec(text, start);
      if (spec < status) {
        this.#addSpec(layout, text.slice(start + layout.start.length, status), text.slice(value, valueEnd));
      }
      start = isSkipped ? valueEnd : text.indexOf(layout.start, valueEnd);
    }
    if (this.#cases > MOST_CASES) this.#isUnreadable = true;
    if (end === Number.POSITIVE_INFINITY) return text.lastIndexOf('\n');
    this.#layout = undefined;
    return end;
  }

  #addSpec({ cases }: Layout, scalar: string, written: string): void {
    this.#specs += 1;
    const decoded = yamlScalar(scalar.split('\n').map((line) => line.trim()));
    if (decoded === null || decoded.length > SPEC_NAME_LENGTH || this.#specs > this.#most) {
      this.#isUnreadable = true;
      return;
    }
    const name = apart(decoded.replace(IT_PREFIX, '').trim());
    cases.specs.push({ name, status: STATUSES.find((status) => status === written) ?? 'unknown' });
  }
}

/** A copy: a part of a text would keep all of it in memory. */
function apart(text: string): string {
  return Buffer.from(text).toString();
}

function firstOf(patterns: readonly string[], text: string, from: number): number {
  const found = patterns.map((pattern) => text.indexOf(pattern, from)).filter((at) => at !== -1);
  return Math.min(...found);
}
