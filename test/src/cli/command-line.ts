import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Ended = { status: number | null; stdout: string; stderr: string };

/** The command line as users start it. */
export const CLI = join(import.meta.dirname, '../../../dist/cli.js');

/** Runs the command line in a directory. */
export function runIn(
  directory: string,
  args: readonly string[],
  input?: Uint8Array,
  nodeArgs: readonly string[] = [],
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, CLI, ...args], {
    cwd: directory,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

/** Writes files below a directory, with the directories that they need. */
export function writerIn(directory: string): (file: string, content: string | Uint8Array) => void {
  return (file, content) => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  };
}
