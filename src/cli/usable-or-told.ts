import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import { unreadableFile } from './unreadable-file.ts';

/**
 * The result of reading an input; undefined: it cannot be used, and standard error was told why. `input` is what the
 * message begins with, null for one that names its file itself; `expected` is what a file should have been. Throws what
 * is a defect.
 */
export async function usableOrTold<T>(
  input: string | null,
  expected: string,
  read: () => Promise<T> | T,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const message = error instanceof ScsNetworkingError ? error.message : unreadableFile(error, expected);
    if (message === undefined) throw error;
    process.stderr.write(`scs-networking: ${input === null ? '' : `${input}: `}${message}\n`);
    return undefined;
  }
}
