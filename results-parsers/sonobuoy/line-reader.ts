import type { FileSink } from '../archive/tar-reader.ts';

/** Longer lines, such as ginkgo's row of dots, are cut off. */
const MAX_LINE_LENGTH = 16 * 1024;

/** Hands the lines of a text file on, one at a time. */
export class LineReader implements FileSink {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, MAX_LINE_LENGTH);
    for (const line of lines) this.#onLine(line.slice(0, MAX_LINE_LENGTH));
  }

  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest);
  }
}
