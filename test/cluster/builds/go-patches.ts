import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** A change to Go's own library, for a program that is built with a later Go than the one it was published with. */
export const GoPatch = z.strictObject({
  /** The path in Go's `src`. */
  file: z.string(),
  from: z.string(),
  to: z.string(),
  /** The reason, for people. */
  why: z.string(),
});
export type GoPatch = z.infer<typeof GoPatch>;

/** Flags that make `go build` read the changed files instead of its own. @param directory the directory for the changed files */
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
