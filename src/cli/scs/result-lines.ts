import { writeSync } from 'node:fs';
import { type Ending, exitCodes } from '../exit-codes.ts';
import type { TestcaseResult } from './testcases.ts';

const STDOUT = 1;

/** Standard output for SCS's pipeline: one line for each testcase that was asked for, and nothing else, on every way out. */
export class ResultLines {
  readonly #open: Set<string>;
  readonly #write: (line: string) => void;
  #worst: 'compliant' | 'non-compliant' | 'inconclusive' = 'compliant';

  constructor(testcases: readonly string[], write: (line: string) => void = writeLine) {
    this.#open = new Set(testcases);
    this.#write = write;
  }

  /** The first answer to a testcase counts. */
  answer(testcase: string, result: TestcaseResult): void {
    if (!this.#open.delete(testcase)) return;
    if (result === 'FAIL') this.#worst = 'non-compliant';
    else if (result === 'ABORT' && this.#worst === 'compliant') this.#worst = 'inconclusive';
    this.#write(`${testcase}: ${result}\n`);
  }

  /** What has no answer yet will have none. */
  abortOthers(): void {
    for (const testcase of this.open) this.answer(testcase, 'ABORT');
  }

  /** As the worst of the answers. */
  get ending(): Ending {
    return this.#worst;
  }

  /** Those without an answer. */
  get open(): string[] {
    return [...this.#open];
  }

  /** Sees to it that every testcase is answered when the process ends, whatever ends it, and that its exit code says what they say. */
  guardExit(): void {
    if (this.#open.size === 0) return;
    process.once('exit', () => {
      this.abortOthers();
      process.exitCode = exitCodes[this.#worst];
    });
  }
}

/** At once, since the process may be about to end. */
function writeLine(line: string): void {
  try {
    writeSync(STDOUT, line);
  } catch {
    // Nobody reads any more.
  }
}
