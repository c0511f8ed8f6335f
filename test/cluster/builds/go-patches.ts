import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { replacedOnce } from './replaced-once.ts';

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
  for (const { file, ...patch } of patches) {
    const original = join(root, 'src', file);
    const changed = join(directory, basename(file));
    await writeFile(changed, await replacedOnce(original, patch));
    replacements.push([original, changed]);
  }
  const overlay = join(directory, 'overlay.json');
  await writeFile(overlay, JSON.stringify({ Replace: Object.fromEntries(replacements) }));
  return ['-overlay', overlay];
}
