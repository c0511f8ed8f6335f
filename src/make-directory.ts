import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, ScsNetworkingError } from '../results-parsers/core/errors.ts';
import { systemProblem } from './system-problem.ts';

/**
 * Makes a directory, and those above it, if it does not exist yet.
 *
 * Node's own `recursive` never returns for a directory in one such as /proc, which is there and in which the system knows no place.
 *
 * @throws USAGE where there can be none
 */
export function makeDirectory(path: string): void {
  try {
    make(path);
  } catch (cause) {
    const message = `${path}: expected a directory or a place for one, found ${systemProblem(cause) ?? messageOf(cause)}`;
    throw new ScsNetworkingError('USAGE', message, { cause });
  }
}

function make(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(path))) make(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
