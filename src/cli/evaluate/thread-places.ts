import type { Worker } from 'node:worker_threads';

/** How many archives a thread has at a time: while some are decompressed, or their verdicts handed over, it parses another. */
const AT_HAND = 3;

/** The threads of a pool, and which of them can take another archive. */
export class ThreadPlaces {
  readonly #size: number;
  readonly #start: () => Worker;
  readonly #workers = new Set<Worker>();
  /** A thread is listed once for each archive that it can still take. */
  #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  /** Threads that get no more archives, and how many of their places are free. */
  readonly #worn = new Map<Worker, number>();

  /** At most `size` threads; each is started when it is first needed. */
  constructor(size: number, start: () => Worker) {
    this.#size = size;
    this.#start = start;
  }

  /** Waits for a free place. All threads are started before one of them gets a second archive. */
  async take(): Promise<Worker> {
    if (this.#workers.size < this.#size) {
      const worker = this.#startOne();
      this.#idle.push(...Array.from({ length: AT_HAND - 1 }, () => worker));
      return worker;
    }
    const idle = this.#idle.shift();
    return idle ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
  }

  /** Gives a place back. */
  free(worker: Worker): void {
    const places = this.#worn.get(worker);
    if (places !== undefined) {
      this.#worn.set(worker, places + 1);
      if (places + 1 === AT_HAND) void worker.terminate().then(() => this.replace(worker));
      return;
    }
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  /** The thread gets no more archives, and is replaced once it has answered for all those that it has. */
  retire(worker: Worker): void {
    if (this.#worn.has(worker)) return;
    const others = this.#idle.filter((idle) => idle !== worker);
    this.#worn.set(worker, this.#idle.length - others.length);
    this.#idle = others;
  }

  /** Another thread takes the place of one that has ended. Each of its archives calls this; the first call counts. */
  replace(ended: Worker): void {
    if (!this.#workers.delete(ended)) return;
    this.#worn.delete(ended);
    this.#idle = this.#idle.filter((worker) => worker !== ended);
    if (this.#waiting.length === 0) return;
    const worker = this.#startOne();
    for (let place = 0; place < AT_HAND; place += 1) this.free(worker);
  }

  /** Ends all threads, whatever they are doing. */
  async terminate(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #startOne(): Worker {
    const worker = this.#start();
    this.#workers.add(worker);
    return worker;
  }
}
