import { once } from 'node:events';
import { MessageChannel, type Worker } from 'node:worker_threads';
import type { Assignment } from './evaluate-one.ts';
import type { Answer, Order } from './evaluation-worker.ts';

/** Why a thread ended without an answer. */
export type EndedThread = { ended: unknown };

/** Hands an archive to a thread, and waits for its answer. Never rejects. */
export async function askThread(worker: Worker, assignment: Assignment): Promise<Answer | EndedThread> {
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
