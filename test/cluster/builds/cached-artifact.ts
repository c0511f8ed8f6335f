import { createHash } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A short name for the ingredients of an artifact: the same ingredients give the same key, any change gives another. */
export function keyOf(ingredients: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const ingredient of ingredients) {
    hash.update(`${ingredient.length}:`).update(ingredient);
  }
  return hash.digest('hex').slice(0, 16);
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Makes `path` by `make` unless it is there. It appears whole or not at all, so an interrupted build leaves nothing
 * that a later one would mistake for a result.
 */
export async function makeOnce(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  if (await exists(path)) {
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.partial`;
  try {
    await make(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
