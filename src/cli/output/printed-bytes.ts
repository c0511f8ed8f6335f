import { pipeline } from 'node:stream/promises';
import { isSystemError } from '../../system-problem.ts';

/**
 * Streams bytes to standard output. False: it did not take all of them, because its reader has gone or it cannot be written, about which
 * `answerOutputErrors` has said what there is to say. Throws what the source of the bytes throws.
 */
export async function printedBytes(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    await pipeline(bytes, process.stdout, { end: false });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.syscall === 'write') return false;
    throw error;
  }
}
