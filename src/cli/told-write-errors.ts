import { isSystemError, type SystemError, systemProblem } from '../system-problem.ts';

/**
 * Does work that writes a file, under another name at first. Throws `USAGE` if that cannot be written: else it would look as if what is
 * read were not there.
 */
export async function toldWriteErrors<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOfWriting(error, file)) throw error;
    const { ScsNetworkingError } = await import('../../results-parsers/errors.ts');
    const found = error.code === 'ENOENT' ? 'no such directory' : (systemProblem(error) ?? 'otherwise');
    const message = `expected a place where ${file} can be written, found ${found}`;
    throw new ScsNetworkingError('USAGE', message, { cause: error });
  }
}

function isOfWriting(error: unknown, file: string): error is SystemError {
  if (!isSystemError(error)) return false;
  return error.syscall === 'write' || (typeof error.path === 'string' && error.path.startsWith(file));
}
