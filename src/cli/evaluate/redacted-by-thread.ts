import { on, once } from 'node:events';
import { MessageChannel, type Worker } from 'node:worker_threads';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { RedactionOptions } from '../../../results-parsers/redaction/redact-archive.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import type { CompressedRedaction } from './redacted-archive.ts';
import type { FirstAnswer } from './redaction-thread.ts';
import { pipeInputTo, startThread } from './thread.ts';

/**
 * Has a thread of its own redact an archive that may take much memory. `use` gets the copy, piece by piece, and the thread ends with it.
 *
 * Throws as compressedRedaction does, and what ended the thread, such as that it ran out of memory.
 */
export async function redactedByThread<T>(
  archive: string,
  options: RedactionOptions,
  use: (redaction: CompressedRedaction) => Promise<T>,
): Promise<T> {
  const { port1: port, port2 } = new MessageChannel();
  const worker = startThread({ redacts: archive, options, port: port2 }, { stdin: archive === STANDARD_INPUT });
  if (archive === STANDARD_INPUT) pipeInputTo(worker);
  const ended = endOf(worker);
  const answers = on(port, 'message');
  const nextAnswer = async (): Promise<unknown> => {
    const { value } = await Promise.race([answers.next(), ended]);
    return value?.[0];
  };
  try {
    const first = (await nextAnswer()) as FirstAnswer;
    if ('problem' in first) throw new ScsNetworkingError('INPUT_UNREADABLE', first.problem);
    return await use({ ...first, bytes: pieces(() => port.postMessage('next'), nextAnswer) });
  } finally {
    // The writer at the other end must notice that nobody reads any more.
    if (archive === STANDARD_INPUT) process.stdin.destroy();
    port.close();
    await worker.terminate();
  }
}

async function* pieces(ask: () => void, answer: () => Promise<unknown>): AsyncGenerator<Uint8Array> {
  for (;;) {
    ask();
    const piece = (await answer()) as Uint8Array | null;
    if (piece === null) return;
    yield piece;
  }
}

/** Rejects when the thread ends by itself, with the reason. */
async function endOf(worker: Worker): Promise<never> {
  await once(worker, 'exit');
  throw new Error('a worker thread ended without an answer');
}
