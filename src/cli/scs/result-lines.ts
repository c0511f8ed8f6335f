import { writeSync } from 'node:fs';
import { printable } from '../../../results-parsers/report/layout.ts';
import { type Ending, exitCodes } from '../exit-codes.ts';
import type { TestcaseResult } from './testcases.ts';

const STDOUT = 1;
const STDERR = 2;

/** Where the lines of a check go, each at once, because the process may be about to end. */
export interface CheckOutput {
  /** Standard output. */
  readonly result: (line: string) => void;
  /** Standard error. */
  readonly log: (line: string) => void;
}

const outputs: CheckOutput = { result: (line) => writeLine(STDOUT, line), log: (line) => writeLine(STDERR, line) };

/** Standard output for SCS's pipeline: one line for each testcase that was asked for, and nothing else, on every way out. */
export class ResultLines {
  readonly #open: Set<string>;
  readonly #output: CheckOutput;
  #worst: 'compliant' | 'non-compliant' | 'inconclusive' = 'compliant';

  constructor(testcases: readonly string[], output: CheckOutput = outputs) {
    this.#open = new Set(testcases);
    this.#output = output;
  }

  /** The first answer to a testcase counts. */
  answer(testcase: string, result: TestcaseResult): void {
    if (!this.#open.delete(testcase)) return;
    if (result === 'FAIL') this.#worst = 'non-compliant';
    else if (result === 'ABORT' && this.#worst === 'compliant') this.#worst = 'inconclusive';
    this.#output.result(`${testcase}: ${result}\n`);
  }

  /** Aborts a testcase with a line that is CRITICAL: scs-compliance-check takes no notice of ABORT by itself. */
  abort(testcase: string, why: string): void {
    if (!this.#open.has(testcase)) return;
    this.#output.log(`CRITICAL: ${printable(`${testcase}: ABORT: ${why}`)}\n`);
    this.answer(testcase, 'ABORT');
  }

  /** Testcases without an answer will not get one any more. */
  abortOthers(why: string): void {
    for (const testcase of this.open) this.abort(testcase, why);
  }

  /** The exit code of the worst answer. */
  get ending(): Ending {
    return this.#worst;
  }

  /** Those without an answer. */
  get open(): string[] {
    return [...this.#open];
  }

  /** Makes sure that every testcase is answered when the process ends, whatever ends it, and that its exit code fits the answers. */
  guardExit(): void {
    if (this.#open.size === 0) return;
    process.once('exit', () => {
      this.abortOthers('the check ended without a result');
      process.exitCode = exitCodes[this.#worst];
    });
  }
}

function writeLine(stream: number, line: string): void {
  try {
    writeSync(stream, line);
  } catch {
    // Nobody reads any more.
  }
}
