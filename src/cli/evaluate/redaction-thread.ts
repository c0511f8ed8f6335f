import { on } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { RedactionOptions } from '../../../results-parsers/redaction/redact-archive.ts';
import { problemOf } from '../input/usable-input.ts';
import { compressedRedaction } from './redacted-archive.ts';

/** The first message through the port: facts about the redacted archive, or why there is none. */
export type FirstAnswer = { removed: number; reduced: number } | { problem: string };

/** Redacts an archive, and sends it through a port, piece by piece as each is asked for; null is the end. Throws defects. */
export async function handOverRedacted(archive: string, options: RedactionOptions, port: MessagePort): Promise<void> {
  const questions = on(port, 'message');
  try {
    const { bytes, removed, reduced } = await compressedRedaction(archive, options);
    port.postMessage({ removed, reduced } satisfies FirstAnswer);
    for await (const piece of bytes) {
      await questions.next();
      // A piece of a buffer that others use is copied.
      port.postMessage(Uint8Array.from(piece));
    }
    await questions.next();
    port.postMessage(null);
  } catch (error) {
    const problem = problemOf(error, 'an archive');
    if (problem === undefined) throw error;
    port.postMessage({ problem } satisfies FirstAnswer);
  } finally {
    await questions.return?.();
  }
}
