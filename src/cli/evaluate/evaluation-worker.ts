import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type EvaluationSettings, evaluateOne } from './evaluate-one.ts';

/** What a thread is told: an archive to evaluate, and where its `PrintedEvaluation` is awaited. */
export type Order = { archive: string; port: MessagePort };

// The entry point of a worker thread.
const settings: EvaluationSettings = workerData;

parentPort?.on('message', async ({ archive, port }: Order) => {
  port.postMessage(await evaluateOne(archive, settings));
});
