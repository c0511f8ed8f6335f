/** What the system's error codes mean for people who have named a file or a directory. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'that this user has no permission',
  EBADF: 'that it is closed',
  EBUSY: 'that something else uses it',
  EDQUOT: 'that the quota of disk space is used up',
  EEXIST: 'a file of that name',
  EFBIG: 'that a file cannot grow so large there',
  EIO: 'that the disk does not work',
  EISDIR: 'a directory',
  ELOOP: 'symbolic links that lead in a circle',
  EMFILE: 'that too many files are open',
  ENAMETOOLONG: 'that the name is too long',
  ENFILE: 'that too many files are open',
  ENODEV: 'that the device is not there',
  ENOENT: 'nothing of that name',
  ENOSPC: 'that no space is left on the disk',
  ENOTDIR: 'a file where a directory should be',
  ENOTEMPTY: 'a directory that is not empty',
  ENXIO: 'that nothing reads from it or writes to it',
  EPERM: 'that this user has no permission',
  EROFS: 'that nothing can be written there (read-only)',
  ETXTBSY: 'that something else uses it',
};

/** What the system found instead, in our own words, for the end of a sentence. Other errors: undefined. */
export function systemProblem(error: unknown): string | undefined {
  if (isRefusedByNode(error)) return 'that Node.js was started without the permission for it';
  if (!isSystemError(error)) return undefined;
  return WORDS[error.code] ?? `the system's error ${error.code}`;
}

export type SystemError = { readonly code: string; readonly syscall: string; readonly path?: unknown };

/** Whether an error comes from a call of the operating system. */
export function isSystemError(error: unknown): error is SystemError {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) return false;
  return typeof error.code === 'string' && typeof error.syscall === 'string';
}

/** Node.js may be started with `--permission`, so that it refuses by itself what it was not allowed to. */
function isRefusedByNode(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ACCESS_DENIED';
}
