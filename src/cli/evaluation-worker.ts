import { parentPort, workerData } from 'node:worker_threads';
import { type EvaluationSettings, evaluateOne } from './evaluate-one.ts';

// The entry point of a worker thread: told the name of an archive, it answers with what there is to print of it.
const settings: EvaluationSettings = workerData;

parentPort?.on('message', async (archive: string) => {
  // A defect ends the thread, and so reaches whoever waits for the answer.
  parentPort?.postMessage(await evaluateOne(archive, settings));
});
