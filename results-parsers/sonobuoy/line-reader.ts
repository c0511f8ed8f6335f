import type { FileSink } from '../archive/tar-reader.ts';
import { Utf8Stream } from '../core/text/utf8-stream.ts';

/** Longer lines, such as ginkgo's row of dots, are cut off. */
const MAX_LINE_LENGTH = 16 * 1024;

/** Passes on the lines of a text file, one at a time. */
export class LineReader implements FileSink {
  readonly #onLine: (line: string) => void;
  readonly #shortest: number;
  readonly #decoder = new Utf8Stream();
  #rest = '';
  #afterShortLine = false;

  /**
   * `shortest`: characters that a line needs to be of interest. Of several shorter ones in a row, only the first is passed on: a hostile log has
   * hundreds of millions of them.
   */
  constructor(onLine: (line: string) => void, shortest = 0) {
    this.#onLine = onLine;
    this.#shortest = shortest;
  }

  write(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes);
    let start = 0;
    // Only the first line begins in an earlier piece. To join that beginning with the whole text would be to copy it.
    if (this.#rest !== '') {
      const end = text.indexOf('\n');
      this.#rest = (this.#rest + text.slice(0, end === -1 ? text.length : end)).slice(0, MAX_LINE_LENGTH);
      if (end === -1) return;
      if (this.#rest.length >= this.#shortest || !this.#afterShortLine) this.#line(this.#rest);
      start = end + 1;
    }
    for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
      const isShort = end - start < this.#shortest;
      if (!isShort || !this.#afterShortLine) this.#line(text.slice(start, Math.min(end, start + MAX_LINE_LENGTH)));
      start = end + 1;
    }
    this.#rest = text.slice(start, start + MAX_LINE_LENGTH);
  }

  end(): void {
    if (this.#rest !== '') this.#line(this.#rest);
  }

  #line(line: string): void {
    this.#afterShortLine = line.length < this.#shortest;
    this.#onLine(line);
  }
}
