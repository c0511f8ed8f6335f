import { lstatSync, unlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/errors.ts';
import { occupied } from './staging-directory.ts';

/**
 * Removes files of an earlier call that this one is to write anew, before anything else is done: whatever goes wrong from then on, nobody
 * takes an old verdict for the new one. `inputs` are files that the call reads.
 *
 * @throws USAGE for a file that is an input, too, or that cannot be removed; then all files are still there
 */
export function removeEarlierFiles(directory: string, names: readonly string[], inputs: readonly string[] = []): void {
  const read = new Set(inputs.map((input) => resolve(input)));
  for (const name of names) {
    const file = join(directory, name);
    if (read.has(resolve(file))) {
      throw new ScsNetworkingError(
        'USAGE',
        `${file}: expected an input that no report replaces, found the name of a report; name another directory with --output`,
      );
    }
    if (isDirectory(file)) throw occupied(directory, name);
  }
  for (const name of names) remove(join(directory, name));
}

function isDirectory(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // Whoever writes there finds out what is in the way.
    return false;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return;
    const message = `${file}: expected to remove the report of an earlier call, found: ${cause.message}`;
    throw new ScsNetworkingError('USAGE', message, { cause });
  }
}
