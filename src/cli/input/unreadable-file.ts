import { systemProblem } from '../../system-problem.ts';

/** What the system says of a file that cannot be read; undefined: the error is of another kind. */
export function unreadableFile(error: unknown, expected: string): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return error.code === 'ENOENT'
    ? `expected ${expected}, found no such file`
    : `expected ${expected}, found ${systemProblem(error) ?? 'one that cannot be read'}`;
}
