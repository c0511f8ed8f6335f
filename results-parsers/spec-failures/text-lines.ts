import { reachabilityLimits } from './limits.ts';

/** Cuts text that comes in pieces into lines, in time and memory that do not depend on where it is cut. */
export class TextLines {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#append(text, start, end);
      this.#flush();
      start = end + 1;
    }
    this.#append(text, start, text.length);
  }

  end(): void {
    if (this.#rest !== '') this.#flush();
  }

  #append(text: string, start: number, end: number): void {
    const room = reachabilityLimits.lineLength - this.#rest.length;
    if (room > 0 && end > start) this.#rest += text.slice(start, Math.min(end, start + room));
  }

  #flush(): void {
    const line = this.#rest;
    this.#rest = '';
    this.#onLine(line);
  }
}
