import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type Assignment, type EvaluationSettings, evaluateOne } from './evaluate-one.ts';

/** What a thread is told: an archive to evaluate, and where its `PrintedEvaluation` is awaited. */
export type Order = { assignment: Assignment; port: MessagePort };

// The entry point of a worker thread.
const settings: EvaluationSettings = workerData;

parentPort?.on('message', async ({ assignment, port }: Order) => {
  const evaluation = await evaluateOne(assignment, settings);
  const reports = 'reports' in evaluation ? evaluation.reports : [];
  const handedOver = reports.flatMap((report) => ('bytes' in report ? [report.bytes.buffer] : []));
  port.postMessage(evaluation, handedOver);
});
