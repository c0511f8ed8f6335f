import type { Worker } from 'node:worker_threads';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import { askThread, type EndedThread } from './ask-thread.ts';
import {
  type Assignment,
  defectiveEvaluation,
  type EvaluationSettings,
  type PrintedEvaluation,
} from './evaluate-one.ts';
import type { Answer } from './evaluation-worker.ts';
import { LostStores } from './lost-stores.ts';
import { pipeInputTo, startThread } from './thread.ts';
import { ThreadPlaces } from './thread-places.ts';

/** Twice what honest archives leave. V8 returns little of a heap that has grown, so the thread is replaced. */
const WORN_BYTES = 128 * 1024 ** 2;

/** Evaluates archives in threads of their own, so that one archive cannot harm the others. */
export class EvaluationPool {
  readonly #settings: EvaluationSettings;
  readonly #places: ThreadPlaces;
  /** Threads that get a single archive. */
  readonly #apart = new Set<Worker>();
  #alone: Promise<unknown> = Promise.resolve();
  readonly #lostStores = new LostStores();
  #isClosed = false;

  /** At most `size` threads, apart from one for standard input and one for an archive that may have ended another. */
  constructor(size: number, settings: EvaluationSettings) {
    this.#settings = settings;
    this.#places = new ThreadPlaces(size, () => startThread({ evaluates: settings }));
  }

  /** Waits for a free thread. Never rejects. */
  async evaluate(assignment: Assignment): Promise<PrintedEvaluation> {
    if (assignment.archive === STANDARD_INPUT) return await this.#evaluateInput(assignment);
    const worker = await this.#places.take();
    const refusal = this.#lostStores.refusal(assignment.archive);
    if (refusal !== null) {
      this.#places.free(worker);
      return refusal;
    }
    const answer = await askThread(worker, assignment);
    if ('ended' in answer) {
      if (this.#isClosed) return defectiveEvaluation(assignment.archive, answer.ended);
      this.#places.replace(worker);
      return await this.#evaluateAlone(assignment);
    }
    this.#lostStores.note(answer.evaluation);
    if (answer.heapBytes > WORN_BYTES) this.#places.retire(worker);
    this.#places.free(worker);
    return answer.evaluation;
  }

  /** Ends the threads, whatever they are doing. Nobody waits for their answers any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#places.terminate(), ...[...this.#apart].map((worker) => worker.terminate())]);
  }

  /** Standard input can be read once, and is handed to a thread that has nothing else to do. */
  async #evaluateInput(assignment: Assignment): Promise<PrintedEvaluation> {
    const worker = this.#startApart({ stdin: true });
    pipeInputTo(worker);
    const answer = await askThread(worker, assignment);
    // The writer at the other end must notice that nobody reads any more.
    process.stdin.destroy();
    return await this.#endApart(worker, answer, STANDARD_INPUT);
  }

  /** A thread that ended took all its archives with it. Evaluating each alone shows which of them was too much. */
  async #evaluateAlone(assignment: Assignment): Promise<PrintedEvaluation> {
    const evaluation = this.#alone.then(async () => {
      const worker = this.#startApart({ stdin: false });
      return await this.#endApart(worker, await askThread(worker, assignment), assignment.archive);
    });
    this.#alone = evaluation;
    return await evaluation;
  }

  #startApart({ stdin }: { stdin: boolean }): Worker {
    const worker = startThread({ evaluates: this.#settings }, { stdin });
    this.#apart.add(worker);
    return worker;
  }

  async #endApart(worker: Worker, answer: Answer | EndedThread, archive: string): Promise<PrintedEvaluation> {
    this.#apart.delete(worker);
    await worker.terminate();
    return 'ended' in answer ? defectiveEvaluation(archive, answer.ended) : answer.evaluation;
  }
}
