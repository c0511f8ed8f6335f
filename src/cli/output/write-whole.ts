import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { link, lstat, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainedWriteErrors } from '../process/explained-write-errors.ts';
import { onEveryEnd } from '../process/on-every-end.ts';
import { removeAbandoned, stagingPrefix } from './abandoned-staging.ts';
import { alreadyThere } from './refuse-to-replace.ts';

/**
 * Writes a file whole or not at all: under a temporary name until then, which is removed however the process ends. What a killed call left
 * is removed.
 *
 * @throws USAGE if it must not replace a file and one has appeared there meanwhile
 */
export async function writeWhole(
  target: string,
  isReplacing: boolean,
  write: (part: string) => Promise<void>,
): Promise<void> {
  const directory = dirname(target);
  removeAbandoned(directory);
  const part = join(directory, `${stagingPrefix()}${randomBytes(3).toString('hex')}`);
  const clearUp = (): void => rmSync(part, { force: true });
  const callOff = onEveryEnd(clearUp);
  try {
    await explainedWriteErrors(target, part, async () => {
      await write(part);
      await (isReplacing ? rename(part, target) : moveToFreePlace(part, target));
    });
  } finally {
    callOff();
    clearUp();
  }
}

/** A link, other than a new name, never takes the place of a file. */
async function moveToFreePlace(part: string, target: string): Promise<void> {
  try {
    await link(part, target);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw alreadyThere(target);
    // Not all file systems have links.
    const isThere = await lstat(target).then(
      () => true,
      () => false,
    );
    if (isThere) throw alreadyThere(target);
    await rename(part, target);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
