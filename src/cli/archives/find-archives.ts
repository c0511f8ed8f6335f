import { isInStore } from '../store/location.ts';
import { findInDirectory } from './find-in-directory.ts';
import type { Found } from './found.ts';
import type { NamePattern } from './name-patterns.ts';

export type FoundArchives = {
  /** In the order of the command line; what was found below a directory stands in its place, sorted by path. */
  archives: string[];
  /** If they are a part of those that a call names: these. What archives are called follows from all of them. */
  among?: readonly string[];
  /** What is wrong with some of them, which need not be evaluated for that. */
  problems: ReadonlyMap<string, string>;
  /** Of those in an object store, what tells whether they are still the same. */
  identities: ReadonlyMap<string, string>;
};

/**
 * The archives that a command line names. Paths begin as they were given.
 *
 * What is not there stays in the list: whoever evaluates it says so, and the others go on.
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
  // Seldom asked, and takes time to load.
  const { findInStore } = await import('./find-in-store.ts');
  return await findInStore(path, include);
}
