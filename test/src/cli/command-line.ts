import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export type Ended = { status: number | null; stdout: string; stderr: string };

/** Runs the command line from its sources, in a directory. */
export function runIn(directory: string, args: readonly string[], input?: Uint8Array): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('src/cli/main.ts'), ...args], {
    cwd: directory,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}
