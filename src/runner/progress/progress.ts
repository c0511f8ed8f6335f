/** Sonobuoy's ProgressUpdate (pkg/plugin/interface.go): `completed` counts what passed, failures are counted by the list's length. */
export interface ProgressUpdate {
  readonly msg: string;
  readonly total: number;
  readonly completed: number;
  readonly failures: readonly string[];
  readonly errors: readonly string[];
}

/** Sonobuoy keeps the update in an annotation of its pod, which shares 256 KiB with everything else there. */
const MOST_ENTRIES = 100;
const LONGEST_ENTRY = 160;
const LEAST_INTERVAL_MILLISECONDS = 1_000;
const REQUEST_TIMEOUT_MILLISECONDS = 2_000;

const bounded = (entries: readonly string[]): string[] =>
  entries.slice(0, MOST_ENTRIES).map((entry) => entry.slice(0, LONGEST_ENTRY));

/**
 * Posts progress to Sonobuoy's worker: only the newest update, at most one a second, and again after a second if nothing listens yet.
 * It never throws and never keeps the process alive.
 */
export class ProgressReporter {
  readonly #url: string;
  #newest: ProgressUpdate | null = null;
  /** It, until it was taken. */
  #pending: ProgressUpdate | null = null;
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> = Promise.resolve();
  #lastSent = 0;

  constructor(port: number) {
    this.#url = `http://localhost:${port}/progress`;
  }

  /** What goes on, beside the counts as they are. */
  mention(msg: string): void {
    this.update({ ...(this.#newest ?? { total: 0, completed: 0, failures: [], errors: [] }), msg });
  }

  update(update: ProgressUpdate): void {
    this.#newest = update;
    this.#pending = update;
    this.#schedule();
  }

  /** Waits until the newest update was taken, for at most so many milliseconds. */
  async flush(milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#sending;
    while (this.#pending !== null && Date.now() < end) {
      await this.#send(Math.max(1, end - Date.now()));
      if (this.#pending !== null) await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  #schedule(): void {
    if (this.#timer !== null) return;
    const wait = Math.max(0, this.#lastSent + LEAST_INTERVAL_MILLISECONDS - Date.now());
    this.#timer = setTimeout(() => {
      this.#sending = this.#send(REQUEST_TIMEOUT_MILLISECONDS).then(() => {
        this.#timer = null;
        if (this.#pending !== null) this.#schedule();
      });
    }, wait);
    this.#timer.unref();
  }

  async #send(timeoutMilliseconds: number): Promise<void> {
    const update = this.#pending;
    if (update === null) return;
    this.#lastSent = Date.now();
    const body = { ...update, failures: bounded(update.failures), errors: bounded(update.errors) };
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await response.arrayBuffer();
    } catch {
      // Nothing listens yet, or the worker is gone: progress is optional, so only the newest update is retried.
      return;
    }
    if (this.#pending === update) this.#pending = null;
  }
}
