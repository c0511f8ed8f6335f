const MILLISECONDS = 30_000;

/** Writes a line whenever there was no other output for half a minute. */
export class SignOfLife {
  readonly #line: () => string;
  readonly #write: (line: string) => void;
  readonly #timer: NodeJS.Timeout;

  constructor(line: () => string, write: (line: string) => void, milliseconds = MILLISECONDS) {
    this.#line = line;
    this.#write = write;
    this.#timer = setInterval(() => this.#write(this.#line()), milliseconds);
    this.#timer.unref();
  }

  /** There was other output. */
  heard(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
