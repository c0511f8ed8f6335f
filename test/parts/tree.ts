import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const ROOT = join(import.meta.dirname, '../..');

/**
 * The git tree of this checkout's files, including uncommitted changes, without ignored files.
 * @returns null outside of a git checkout
 */
export async function treeOfCheckout(): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-index-'));
  // Uses its own index, so that nothing is staged for the next commit.
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

/** The number of commits in this checkout's history; 0 outside of a git checkout. */
export async function commitCount(): Promise<number> {
  const { exitCode, stdout } = await execa('git', ['rev-list', '--count', 'HEAD'], { cwd: ROOT, reject: false });
  return exitCode === 0 ? Number(stdout) : 0;
}
