import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { STANDARD_INPUT } from './evaluate-input.ts';
import { type EvaluationSettings, evaluateOne, type PrintedEvaluation } from './evaluate-one.ts';

/** Beside this module: a source file, or an entry point of the bundle. */
const WORKER = new URL(`./evaluation-worker${extname(import.meta.url)}`, import.meta.url);

/** Evaluates archives in threads of their own, one at a time in each. */
export class EvaluationPool {
  readonly #size: number;
  readonly #settings: EvaluationSettings;
  readonly #workers: Worker[] = [];
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
    worker.postMessage(archive);
    const [evaluation]: PrintedEvaluation[] = await once(worker, 'message');
    this.#free(worker);
    if (evaluation === undefined) throw new Error('a worker thread answered with nothing');
    return evaluation;
  }

  /** Ends the threads, whatever they are at. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #freeWorker(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#workers.length === this.#size) return await new Promise((resolve) => this.#waiting.push(resolve));
    const worker = new Worker(WORKER, { workerData: this.#settings });
    this.#workers.push(worker);
    return worker;
  }

  #free(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }
}
