/** Why the run is to stop; these are endings of the run record. */
export type StopCause = 'deadline' | 'terminated' | 'runner-failed';

export interface StopRequest {
  readonly cause: StopCause;
  readonly reason: string;
}

/** The one way in which a run is stopped early, whoever asks. The first request counts. */
export class Stop {
  readonly #controller = new AbortController();
  #request: StopRequest | null = null;

  request(cause: StopCause, reason: string): void {
    if (this.#request !== null) return;
    this.#request = { cause, reason };
    this.#controller.abort();
  }

  /** Null: nobody asked. */
  get requested(): StopRequest | null {
    return this.#request;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }
}
