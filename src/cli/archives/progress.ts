import { onTerminal } from '../../terminal.ts';
import { countedInDigits, inDigits } from './in-digits.ts';

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** Seconds between two drawings at a terminal, and between two lines of a log. */
const EVERY = { terminal: 0.2, log: 10 } as const;
/** Before that, a rate would be a guess. */
const RATE_AFTER_SECONDS = 2;

/** `1,234 of 10,000 archives, 61 a second, about 2 min left`. `done` counts from when the clock began to run. */
export function progressText({ done, total, seconds }: { done: number; total: number; seconds: number }): string {
  const counts = `${inDigits(done)} of ${countedInDigits(total, 'archive')}`;
  if (done === 0 || seconds < RATE_AFTER_SECONDS) return counts;
  const rate = done / seconds;
  const shown = rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1);
  return `${counts}, ${shown} a second, ${timeLeft((total - done) / rate)}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s left`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}

/** The progress of a call on standard error: one line that is redrawn at a terminal, else a line now and then. */
export class Progress {
  readonly #stream: Stream;
  readonly #total: number;
  readonly #now: () => number;
  readonly #startedAt: number;
  #toldAt: number;
  #isDrawn = false;

  /** `now`: seconds of a clock that only goes forward. */
  constructor(stream: Stream, total: number, now: () => number) {
    this.#stream = stream;
    this.#total = total;
    this.#now = now;
    this.#startedAt = now();
    this.#toldAt = this.#startedAt;
  }

  get seconds(): number {
    return this.#now() - this.#startedAt;
  }

  /** Clears the line before anything else is written there. */
  clear(): void {
    if (this.#isDrawn) this.#stream.write('\r\x1b[2K');
    this.#isDrawn = false;
  }

  tell(done: number): void {
    const isTerminal = this.#stream.isTTY === true;
    const now = this.#now();
    if (done >= this.#total || now - this.#toldAt < EVERY[isTerminal ? 'terminal' : 'log']) return;
    this.#toldAt = now;
    const text = onTerminal(progressText({ done, total: this.#total, seconds: this.seconds }));
    this.clear();
    this.#isDrawn = isTerminal;
    // A line that is broken by the terminal could not be drawn over.
    this.#stream.write(isTerminal ? text.slice(0, Math.max(20, (this.#stream.columns || 80) - 1)) : `${text}\n`);
  }
}

/** The progress of so many archives on a stream, by the clock of this process. */
export function progressOn(stream: Stream, archives: number): Progress {
  return new Progress(stream, archives, () => performance.now() / 1000);
}
