import { existsSync, lstatSync, statSync, unlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { systemProblem } from '../../system-problem.ts';
import { occupied } from './staging-directory.ts';

/**
 * Removes files of an earlier call that this one will write again, before anything else: whatever goes wrong later, nobody
 * mistakes an old verdict for the new one. `inputs` are files that the call reads.
 *
 * @throws USAGE for a name that is also an input, or a directory, or cannot be removed; all others are removed nevertheless
 */
export function removeEarlierFiles(directory: string, names: readonly string[], inputs: readonly string[] = []): void {
  const read = new Set(inputs.map(identityOf));
  const problems = names.flatMap((name) => {
    const file = join(directory, name);
    if (existsSync(file) && read.has(identityOf(file))) return [inputInTheWay(file)];
    if (isDirectory(file)) return [occupied(directory, name)];
    return remove(file) ?? [];
  });
  const [first] = problems;
  if (first !== undefined) throw first;
}

/** The same for two paths of one file. */
function identityOf(file: string): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return resolve(file);
  }
}

function inputInTheWay(file: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'USAGE',
    `${file}: expected an input that no report would replace, found the name of a report; name another directory with --output`,
  );
}

function isDirectory(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // Writing there will report what is in the way.
    return false;
  }
}

/** Undefined: it is gone, or was never there. */
function remove(file: string): ScsNetworkingError | undefined {
  try {
    unlinkSync(file);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    const message = `${file}: expected to remove the report of an earlier call, found ${systemProblem(cause) ?? 'that it is still there'}; name another directory with --output`;
    return new ScsNetworkingError('USAGE', message, { cause });
  }
}
