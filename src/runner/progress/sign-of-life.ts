const MILLISECONDS = 30_000;

/** Writes a line whenever for half a minute nothing else was heard. */
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

  /** Something else was. */
  heard(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
