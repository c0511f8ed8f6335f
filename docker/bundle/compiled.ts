import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * With these the same bundle and Node.js give the same bytes: V8 leaves nothing to chance, and uses no memory twice, for it writes the bytes
 * between its objects, too, which else hold what was there before. None of them is one of those on which compiled code depends.
 */
const OPTIONS = [
  '--predictable',
  '--random-seed=1',
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
  '--disable-warning=ExperimentalWarning',
];

/** How compile.ts ends if a part is loaded that people should not have to wait for; it then names the chunks that were asked of it. */
export const LATE = 3;

/**
 * Writes what V8 compiles of the bundled command line, for the Node.js that runs this. Functions that no command calls there are compiled when
 * they are called. Neither the settings nor the terminal of whoever builds make a difference.
 *
 * @returns chunks of the last part that people have to wait for; if there are any, nothing is written.
 */
export function writeCompiledCode(directory: string): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    [...OPTIONS, join(import.meta.dirname, 'compile.ts'), directory],
    { env: {}, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  );
  if (status === LATE) return JSON.parse(stderr);
  if (status !== 0) throw new Error(`expected the bundled command line to run, found:\n${stderr}`);
  return [];
}
