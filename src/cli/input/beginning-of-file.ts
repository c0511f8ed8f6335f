import { createReadStream } from 'node:fs';
import { unreadableFile } from './unreadable-file.ts';

/** At most so many bytes. Throws `INPUT_UNREADABLE` for a file that cannot be read; `expected`: the kind of file, for messages. */
export async function beginningOfFile(file: string, bytes: number, expected: string): Promise<Uint8Array> {
  try {
    const parts: Uint8Array[] = await createReadStream(file, { end: bytes - 1 }).toArray();
    return Buffer.concat(parts);
  } catch (error) {
    const message = unreadableFile(error, expected);
    if (message === undefined) throw error;
    const { ScsNetworkingError } = await import('../../../results-parsers/core/errors.ts');
    throw new ScsNetworkingError('INPUT_UNREADABLE', `${file}: ${message}`, { cause: error });
  }
}
