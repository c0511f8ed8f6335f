import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type EvaluationSettings, evaluateOne, type PrintedEvaluation } from './evaluate-one.ts';

/** What a thread is told: an archive to evaluate, and where its answer is awaited. */
export type Order = { archive: string; port: MessagePort };

/** A defect is answered, too: it must not take along the other archives that the thread has at hand. */
export type Answer = PrintedEvaluation | { defect: unknown };

// The entry point of a worker thread.
const settings: EvaluationSettings = workerData;

parentPort?.on('message', async ({ archive, port }: Order) => {
  const answer: Answer = await evaluateOne(archive, settings).catch((defect: unknown) => ({ defect }));
  port.postMessage(answer);
});
