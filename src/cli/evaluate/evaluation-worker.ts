import { getHeapStatistics } from 'node:v8';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { RedactionOptions } from '../../../results-parsers/redaction/redact-archive.ts';
import { type Assignment, type EvaluationSettings, evaluateOne, type PrintedEvaluation } from './evaluate-one.ts';

/** The purpose of a thread: to evaluate archives as orders come in, or to redact a single archive and send it through a port. */
export type ThreadWork =
  | { evaluates: EvaluationSettings }
  | { redacts: string; options: RedactionOptions; port: MessagePort };

/** What a thread answers to an order. `heapBytes`: the current size of its heap, used or not. */
export type Answer = { evaluation: PrintedEvaluation; heapBytes: number };

/** An order to a thread: an archive to evaluate, and the port that waits for its `Answer`. */
export type Order = { assignment: Assignment; port: MessagePort };

// The entry point of a worker thread.
const work: ThreadWork = workerData;
if ('evaluates' in work) parentPort?.on('message', (order: Order) => void evaluate(order, work.evaluates));
else void redact(work);

async function evaluate({ assignment, port }: Order, settings: EvaluationSettings): Promise<void> {
  const evaluation = await evaluateOne(assignment, settings);
  const reports = 'reports' in evaluation ? evaluation.reports : [];
  const handedOver = reports.flatMap((report) => ('bytes' in report ? [report.bytes.buffer] : []));
  port.postMessage({ evaluation, heapBytes: getHeapStatistics().total_heap_size } satisfies Answer, handedOver);
}

async function redact({ redacts, options, port }: Extract<ThreadWork, { redacts: string }>): Promise<void> {
  const { handOverRedacted } = await import('./redaction-thread.ts');
  await handOverRedacted(redacts, options, port);
}
