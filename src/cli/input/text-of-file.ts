import { basename } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { beginningOfFile } from './beginning-of-file.ts';

/**
 * The text of a file that people write. `what`: what it should be, for messages.
 *
 * @throws INPUT_UNREADABLE for a file that cannot be read, is larger, or is not text in UTF-8
 */
export async function textOfFile(file: string, mostBytes: number, what: string): Promise<string> {
  const bytes = await beginningOfFile(file, mostBytes, what);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = `${basename(file)}: expected text in UTF-8, found other bytes`;
    throw new ScsNetworkingError('INPUT_UNREADABLE', message, { cause });
  }
}
