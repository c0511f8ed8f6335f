import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** A change of Go's own library, for a program that is built with a later Go than it was published with. */
export const GoPatch = z.strictObject({
  /** In Go's `src`. */
  file: z.string(),
  from: z.string(),
  to: z.string(),
  /** For people. */
  why: z.string(),
});
export type GoPatch = z.infer<typeof GoPatch>;

/** Flags of `go build` that have it read the changed files in place of its own. @param directory where they are put */
export async function patchFlags(patches: readonly GoPatch[], directory: string): Promise<string[]> {
  if (patches.length === 0) return [];
  await mkdir(directory, { recursive: true });
  const { stdout: root } = await execa('go', ['env', 'GOROOT']);
  const replacements: [string, string][] = [];
  for (const { file, from, to } of patches) {
    const original = join(root, 'src', file);
    const changed = join(directory, basename(file));
    const [before, after, ...others] = (await readFile(original, 'utf8')).split(from);
    if (before === undefined || after === undefined || others.length > 0) {
      const expected = `expected ${JSON.stringify(from)} once in ${original}, so that it can be changed`;
      throw new ScsNetworkingError('TOOL_FAILED', `${expected}; this Go may need another patch`);
    }
    await writeFile(changed, before + to + after);
    replacements.push([original, changed]);
  }
  const overlay = join(directory, 'overlay.json');
  await writeFile(overlay, JSON.stringify({ Replace: Object.fromEntries(replacements) }));
  return ['-overlay', overlay];
}
