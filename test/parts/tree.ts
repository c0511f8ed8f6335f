import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const ROOT = join(import.meta.dirname, '../..');

/**
 * What the files of this checkout are, as git names a tree; changes that are not committed count, ignored files do not.
 * @returns null outside of a git checkout
 */
export async function treeOfCheckout(): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-index-'));
  // An index of its own, so that nothing is staged for the next commit.
  const git = (...args: string[]) =>
    execa('git', args, { cwd: ROOT, env: { GIT_INDEX_FILE: join(directory, 'index') }, reject: false });
  try {
    await git('add', '--all');
    const { exitCode, stdout } = await git('write-tree');
    return exitCode === 0 ? stdout : null;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** How many commits this checkout's history has; it grows by each one. 0 outside of a git checkout. */
export async function commitCount(): Promise<number> {
  const { exitCode, stdout } = await execa('git', ['rev-list', '--count', 'HEAD'], { cwd: ROOT, reject: false });
  return exitCode === 0 ? Number(stdout) : 0;
}
