import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, ScsNetworkingError } from '../results-parsers/core/errors.ts';
import { systemProblem } from './system-problem.ts';

/**
 * Makes a directory, and those above it, if it does not exist yet.
 *
 * Node's own `recursive` never returns for a directory inside one such as /proc, which exists but cannot hold new directories.
 *
 * @throws USAGE if no directory can be made there
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
    // Another process may have made it in the meantime.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
