import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadWork } from './evaluation-worker.ts';

/** Beside this module: a source file, or an entry point of the bundle. */
const WORKER = new URL(`./evaluation-worker${extname(import.meta.url)}`, import.meta.url);
/**
 * Ten times what an archive may need; if a thread needs more, only this thread ends, not the process. Young objects mostly belong to one
 * archive and go with it: measurements show that more room for them costs time and memory.
 */
const HEAP = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

/** Starts a thread with a limited heap. `stdin`: it reads from a stream of its own. Whoever waits for its answer notices its end. */
export function startThread(work: ThreadWork, { stdin = false } = {}): Worker {
  const transferList = 'redacts' in work ? [work.port] : [];
  const worker = new Worker(WORKER, { workerData: work, transferList, resourceLimits: HEAP, stdin });
  worker.on('error', () => {});
  return worker;
}

/** Hands standard input on to a thread. */
export function pipeInputTo(worker: Worker): void {
  process.stdin.on('error', (error) => worker.stdin?.destroy(error));
  if (worker.stdin !== null) process.stdin.pipe(worker.stdin);
}
