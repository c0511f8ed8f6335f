import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { moduleSources } from './module-sources.ts';
import { type Replacement, replacedOnce } from './replaced-once.ts';

/** A change of a module, for a program that would not run on the kernels that the test cluster has. */
export interface ModulePatch extends Replacement {
  readonly module: string;
  /** In the module. */
  readonly file: string;
  /** For people. */
  readonly why: string;
}

/**
 * Flags of `go build` that have it read changed copies of modules in place of those in its cache, which `-overlay` is refused for.
 * @param pins the directory with the go.mod and go.sum of the program
 * @param directory where the copies are put
 */
export async function modulePatchFlags(
  patches: readonly ModulePatch[],
  pins: string,
  directory: string,
): Promise<string[]> {
  if (patches.length === 0) return [];
  const copies = new Map<string, string>();
  for (const patch of patches) {
    const copy = copies.get(patch.module) ?? (await copyOf(patch.module, pins, join(directory, `${copies.size}`)));
    copies.set(patch.module, copy);
    const file = join(copy, patch.file);
    await writeFile(file, await replacedOnce(file, patch));
  }
  const replacements = [...copies].map(([module, copy]) => `replace ${module} => ${copy}\n`);
  const goMod = join(directory, 'go.mod');
  await writeFile(goMod, [await readFile(join(pins, 'go.mod'), 'utf8'), ...replacements].join('\n'));
  // Of another go.mod, go reads the go.sum beside it.
  await cp(join(pins, 'go.sum'), join(directory, 'go.sum'));
  return ['-modfile', goMod];
}

/** A copy that can be written to, which the cache of modules and what `fs.cp` makes of it cannot. */
async function copyOf(module: string, pins: string, copy: string): Promise<string> {
  await mkdir(copy, { recursive: true });
  await execa('cp', ['--recursive', '--no-preserve=mode', `${await moduleSources(pins, module)}/.`, copy]);
  return copy;
}
