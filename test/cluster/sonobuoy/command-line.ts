import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ClusterAccess } from '../access/access.ts';

/** The built command line. */
export const CLI = join(import.meta.dirname, '../../../dist/cli.js');

/**
 * Starts the command line against a cluster, with standard error that is not a terminal. It never throws for an exit code.
 *
 * @param directory its working directory, to which it writes by default
 */
export function startCommandLine(access: ClusterAccess, directory: string, args: readonly string[]) {
  const [file = '', ...rest] = access.wrap([process.execPath, CLI, ...args]);
  return execa(file, rest, { env: access.env, cwd: directory, reject: false });
}

/**
 * The archive that a run has left in a directory.
 *
 * @throws Error if there is not exactly one
 */
export async function onlyArchiveIn(directory: string): Promise<string> {
  const [archive, ...others] = (await readdir(directory)).filter((name) => name.endsWith('.tar.gz'));
  if (archive === undefined || others.length > 0) {
    throw new Error(`expected one archive in ${directory}, found ${archive === undefined ? 0 : others.length + 1}`);
  }
  return join(directory, archive);
}
