import { isInStore } from '../store/location.ts';
import { findInDirectory } from './find-in-directory.ts';
import type { Found } from './found.ts';
import type { NamePattern } from './name-patterns.ts';

export type FoundArchives = {
  /** In the order of the command line; archives found below a directory take its place, sorted by path. */
  archives: string[];
  /** All archives of the call, if these are only some of them. The names of archives follow from all of them. */
  among?: readonly string[];
  /** Problems of some of them, which are known without evaluating these. */
  problems: ReadonlyMap<string, string>;
  /** For archives in an object store: what shows whether they are still the same. */
  identities: ReadonlyMap<string, string>;
};

/**
 * The archives that a command line names. Paths begin as they were given.
 *
 * A missing archive stays in the list: its evaluation reports it, and the others go on.
 */
export async function findArchives(
  given: readonly string[],
  include: readonly NamePattern[] = [],
): Promise<FoundArchives> {
  const archives: string[] = [];
  const problems = new Map<string, string>();
  const identities = new Map<string, string>();
  for (const path of given) {
    const found = await find(path, include);
    if ('problem' in found) {
      problems.set(path, found.problem);
      archives.push(path);
      continue;
    }
    for (const { path: archive, identity } of found.archives) {
      archives.push(archive);
      if (identity !== undefined) identities.set(archive, identity);
    }
  }
  return { archives, problems, identities };
}

async function find(path: string, include: readonly NamePattern[]): Promise<Found> {
  if (!isInStore(path)) return await findInDirectory(path, include);
  // Rarely needed, and takes time to load.
  const { findInStore } = await import('./find-in-store.ts');
  return await findInStore(path, include);
}
