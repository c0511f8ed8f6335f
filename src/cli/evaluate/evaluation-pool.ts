import { once } from 'node:events';
import { MessageChannel, type Worker } from 'node:worker_threads';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import {
  type Assignment,
  defectiveEvaluation,
  type EvaluationSettings,
  type PrintedEvaluation,
} from './evaluate-one.ts';
import type { Answer, Order } from './evaluation-worker.ts';
import { LostStores } from './lost-stores.ts';
import { pipeInputTo, startThread } from './thread.ts';

/** Archives that a thread has at hand: while some are decompressed, or their verdicts taken away, it parses another. */
const AT_HAND = 3;
/** Twice what honest archives leave. V8 gives back little of a heap that has grown, so a thread whose heap has is replaced. */
const WORN_BYTES = 128 * 1024 ** 2;

/** Evaluates archives in threads of their own. What happens to one archive does not happen to the others. */
export class EvaluationPool {
  readonly #size: number;
  readonly #settings: EvaluationSettings;
  readonly #workers = new Set<Worker>();
  /** A thread stands here once for each archive more that it can take. */
  #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  /** Threads that get no more archives, and how many of their places are free. */
  readonly #worn = new Map<Worker, number>();
  #alone: Promise<unknown> = Promise.resolve();
  readonly #lostStores = new LostStores();
  #isClosed = false;

  /** At most `size` threads; each is started when it is needed first. */
  constructor(size: number, settings: EvaluationSettings) {
    this.#size = size;
    this.#settings = settings;
  }

  /** Waits for a free thread. Never rejects. */
  async evaluate(assignment: Assignment): Promise<PrintedEvaluation> {
    if (assignment.archive === STANDARD_INPUT) return await this.#evaluateInput(assignment);
    const worker = await this.#freeWorker();
    const refusal = this.#lostStores.refusal(assignment.archive);
    if (refusal !== null) {
      this.#free(worker);
      return refusal;
    }
    const answer = await answerOf(worker, assignment);
    if ('ended' in answer) {
      if (this.#isClosed) return defectiveEvaluation(assignment.archive, answer.ended);
      this.#replace(worker);
      return await this.#evaluateAlone(assignment);
    }
    this.#lostStores.note(answer.evaluation);
    if (answer.heapBytes > WORN_BYTES) this.#retire(worker);
    this.#free(worker);
    return answer.evaluation;
  }

  /** Ends the threads, whatever they are at. Nobody waits for what they had at hand. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  /** Standard input can be read once, and is handed to a thread that has nothing else to do. */
  async #evaluateInput(assignment: Assignment): Promise<PrintedEvaluation> {
    const worker = this.#start(true);
    pipeInputTo(worker);
    const answer = await answerOf(worker, assignment);
    // Whoever writes there has to hear that nobody reads on.
    process.stdin.destroy();
    this.#workers.delete(worker);
    await worker.terminate();
    return 'ended' in answer ? defectiveEvaluation(STANDARD_INPUT, answer.ended) : answer.evaluation;
  }

  /** A thread that ended took along all that it had at hand. Which of these was too much for it shows when each has one to itself. */
  async #evaluateAlone(assignment: Assignment): Promise<PrintedEvaluation> {
    const evaluation = this.#alone.then(async () => {
      const worker = this.#start();
      const answer = await answerOf(worker, assignment);
      this.#workers.delete(worker);
      await worker.terminate();
      return 'ended' in answer ? defectiveEvaluation(assignment.archive, answer.ended) : answer.evaluation;
    });
    this.#alone = evaluation;
    return await evaluation;
  }

  /** A thread more is started before one gets a second archive. */
  async #freeWorker(): Promise<Worker> {
    if (this.#workers.size < this.#size) {
      const worker = this.#start();
      this.#idle.push(...Array.from({ length: AT_HAND - 1 }, () => worker));
      return worker;
    }
    const idle = this.#idle.shift();
    return idle ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
  }

  #start(stdin = false): Worker {
    const worker = startThread({ evaluates: this.#settings }, { stdin });
    this.#workers.add(worker);
    return worker;
  }

  #retire(worker: Worker): void {
    if (this.#worn.has(worker)) return;
    const others = this.#idle.filter((idle) => idle !== worker);
    this.#worn.set(worker, this.#idle.length - others.length);
    this.#idle = others;
  }

  #free(worker: Worker): void {
    const places = this.#worn.get(worker);
    if (places !== undefined) {
      this.#worn.set(worker, places + 1);
      if (places + 1 === AT_HAND) void worker.terminate().then(() => this.#replace(worker));
      return;
    }
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  /** Each archive that an ended thread had at hand calls this; the first call counts. */
  #replace(ended: Worker): void {
    if (!this.#workers.delete(ended)) return;
    this.#worn.delete(ended);
    this.#idle = this.#idle.filter((worker) => worker !== ended);
    if (this.#waiting.length === 0) return;
    const worker = this.#start();
    for (let place = 0; place < AT_HAND; place += 1) this.#free(worker);
  }
}

/** `ended`: why the thread ended without an answer. */
async function answerOf(worker: Worker, assignment: Assignment): Promise<Answer | { ended: unknown }> {
  const { port1, port2 } = new MessageChannel();
  const done = new AbortController();
  try {
    worker.postMessage({ assignment, port: port2 } satisfies Order, [port2]);
    const [answer]: (Answer | number | undefined)[] = await Promise.race([
      once(port1, 'message', { signal: done.signal }),
      once(worker, 'exit', { signal: done.signal }),
    ]);
    return typeof answer === 'object' ? answer : { ended: new Error('a worker thread ended without an answer') };
  } catch (error) {
    return { ended: error };
  } finally {
    done.abort();
    port1.close();
  }
}
