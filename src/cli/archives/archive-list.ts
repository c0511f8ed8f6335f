import { createReadStream } from 'node:fs';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';

/**
 * The paths in a list, in its order. Lines are taken as they are, blanks included; empty ones are left out. A list with a NUL character is
 * separated by these, so that names may have line ends.
 *
 * @throws INPUT_UNREADABLE for a list that is not UTF-8: its paths would name the wrong files
 */
export async function archiveList(file: string): Promise<string[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file === STANDARD_INPUT ? process.stdin : createReadStream(file)) chunks.push(chunk);
  const text = decoded(Buffer.concat(chunks));
  const paths = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  return paths.filter((path) => path !== '');
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ScsNetworkingError(
      'INPUT_UNREADABLE',
      'expected a list of paths in UTF-8, found other bytes; name the archives on the command line',
      { cause },
    );
  }
}
