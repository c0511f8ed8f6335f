import { once } from 'node:events';
import { extname } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { STANDARD_INPUT } from './evaluate-input.ts';
import { type EvaluationSettings, evaluateOne, type PrintedEvaluation } from './evaluate-one.ts';
import type { Answer, Order } from './evaluation-worker.ts';

/** Beside this module: a source file, or an entry point of the bundle. */
const WORKER = new URL(`./evaluation-worker${extname(import.meta.url)}`, import.meta.url);

/** Archives that a thread has at hand: while some are decompressed, or their verdicts taken away, it parses another. */
const AT_HAND = 3;

/** Evaluates archives in threads of their own. */
export class EvaluationPool {
  readonly #size: number;
  readonly #settings: EvaluationSettings;
  readonly #workers: Worker[] = [];
  /** A thread stands here once for each archive more that it can take. */
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  /** At most `size` threads; each is started when it is needed first. */
  constructor(size: number, settings: EvaluationSettings) {
    this.#size = size;
    this.#settings = settings;
  }

  /** Waits for a free thread. Throws what is a defect; the pool is to be closed then. */
  async evaluate(archive: string): Promise<PrintedEvaluation> {
    // Only the main thread has it.
    if (archive === STANDARD_INPUT) return await evaluateOne(archive, this.#settings);
    const worker = await this.#freeWorker();
    const evaluation = await evaluatedBy(worker, archive);
    this.#free(worker);
    return evaluation;
  }

  /** Ends the threads, whatever they are at. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  /** A thread more is started before one gets a second archive. */
  async #freeWorker(): Promise<Worker> {
    if (this.#workers.length < this.#size) {
      const worker = new Worker(WORKER, { workerData: this.#settings });
      this.#workers.push(worker);
      this.#idle.push(...Array.from({ length: AT_HAND - 1 }, () => worker));
      return worker;
    }
    const idle = this.#idle.shift();
    return idle ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
  }

  #free(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }
}

/** Throws what the thread tells of a defect, or ended with when it could not tell. */
async function evaluatedBy(worker: Worker, archive: string): Promise<PrintedEvaluation> {
  const { port1, port2 } = new MessageChannel();
  const done = new AbortController();
  try {
    worker.postMessage({ archive, port: port2 } satisfies Order, [port2]);
    const [answer]: (Answer | number | undefined)[] = await Promise.race([
      once(port1, 'message', { signal: done.signal }),
      once(worker, 'exit', { signal: done.signal }),
    ]);
    if (typeof answer !== 'object') throw new Error('a worker thread ended without an answer');
    if ('defect' in answer) throw answer.defect;
    return answer;
  } finally {
    done.abort();
    port1.close();
  }
}
