import { type ErrorCode, ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { printable, printableLines } from '../../../results-parsers/report/layout.ts';
import { tell } from '../../terminal.ts';
import { errorText } from './error-text.ts';
import { unreadableFile } from './unreadable-file.ts';

/** The content of an input, or why it cannot be used: lines for standard error. `code`: null for the system's errors about a file. */
export type Usable<T> = { value: T } | { complaint: string; code: ErrorCode | null };

/**
 * Reads an input. `input` is what a complaint begins with, null for one that names its file itself; `expected` is what a
 * file should have been. Throws defects.
 */
export async function usable<T>(
  input: string | null,
  expected: string,
  read: () => Promise<T> | T,
): Promise<Usable<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const message = problemOf(error, expected);
    if (message === undefined) throw error;
    return { complaint: complaintOf(input, message), code: error instanceof ScsNetworkingError ? error.code : null };
  }
}

/** Why an input cannot be used, as `usable` puts it; undefined: the error is a defect. */
export function problemOf(error: unknown, expected: string): string | undefined {
  return error instanceof ScsNetworkingError ? errorText(error) : unreadableFile(error, expected);
}

/** What standard error says about an input; null: the message names it. */
export function complaintOf(input: string | null, message: string): string {
  const about = input === null ? '' : `${printable(input)}: `;
  return `scs-networking: ${about}${printableLines(message)}\n`;
}

/** Like `usable`; undefined: it cannot be used, and standard error has said why. */
export async function readOrComplain<T>(
  input: string | null,
  expected: string,
  read: () => Promise<T> | T,
): Promise<T | undefined> {
  const result = await usable(input, expected, read);
  if ('value' in result) return result.value;
  tell(result.complaint);
  return undefined;
}
