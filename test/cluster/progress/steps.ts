/** Reports the current step, its number, and how long it took, because builds here can take minutes. */
export class Steps {
  readonly #total: number;
  readonly #write: (line: string) => void;
  #current = 0;

  constructor(total: number, write: (line: string) => void) {
    this.#total = total;
    this.#write = write;
  }

  /** Runs one step. While it lasts, a line every 30 s shows that it is still running. */
  async run<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.#current += 1;
    const place = `[${this.#current}/${this.#total}]`;
    const startedAt = performance.now();
    const elapsed = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    this.#write(`${place} ${title}`);
    const stillThere = setInterval(() => this.#write(`${place} ${title}: still running after ${elapsed()}`), 30_000);
    try {
      const result = await work();
      this.#write(`${place} ${title}: ${elapsed()}`);
      return result;
    } finally {
      clearInterval(stillThere);
    }
  }
}

/** Progress goes to standard error: standard output belongs to the command's result. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
