import { isSystemError, type SystemError, systemProblem } from '../../system-problem.ts';

/**
 * Does work that writes a file, at first as `part`. Throws `USAGE` if that cannot be written: otherwise it would look as if the
 * input were missing.
 */
export async function explainedWriteErrors<T>(file: string, part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOfWriting(error, [file, part])) throw error;
    const { ScsNetworkingError } = await import('../../../results-parsers/core/errors.ts');
    const found = error.code === 'ENOENT' ? 'no such directory' : (systemProblem(error) ?? 'otherwise');
    const message = `expected a place where ${file} can be written, found ${found}`;
    throw new ScsNetworkingError('USAGE', message, { cause: error });
  }
}

function isOfWriting(error: unknown, files: readonly string[]): error is SystemError {
  if (!isSystemError(error)) return false;
  return error.syscall === 'write' || (typeof error.path === 'string' && files.includes(error.path));
}
