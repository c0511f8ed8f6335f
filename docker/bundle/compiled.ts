import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * With these flags the same bundle and Node.js give the same bytes: V8 uses no random numbers, and no memory twice, because it also writes the
 * bytes between its objects, which would otherwise hold earlier contents. Compiled code depends on none of these flags.
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
 * Writes the code that V8 compiles for the bundled command line, for the Node.js that runs this. Functions that no command calls here are
 * compiled when they are first called. The builder's settings and terminal make no difference.
 *
 * @returns chunks of the last part that these commands had to load; if there are any, nothing is written.
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
