import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { storedArchives } from '../store/stored-archives.ts';
import type { Found } from './found.ts';
import { isWantedName, type NamePattern } from './name-patterns.ts';

/** The archives in an object store whose keys begin with a path, or the one with exactly this key. Only files are found, not directories. */
export async function findInStore(path: string, include: readonly NamePattern[]): Promise<Found> {
  try {
    const found = await storedArchives(path);
    const archives = found.filter(({ below, path: archive }) => archive === path || isWantedName(below, include));
    return archives.length > 0 ? { archives } : { problem: noKeys(include.length > 0) };
  } catch (error) {
    if (error instanceof ScsNetworkingError) return { problem: error.message };
    throw error;
  }
}

function noKeys(hasPatterns: boolean): string {
  const what = hasPatterns
    ? 'archives that --include names'
    : 'archives (*.tar.gz, *.tgz, *.tar; --include names others)';
  return `expected ${what} among the keys with this prefix, found not one`;
}
