import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { directoryContent } from '../../../results-parsers/sonobuoy/directory-content.ts';
import { isArchiveName, type NamePattern } from './name-patterns.ts';

export type FoundArchives = {
  /** In the order of the command line; what was found below a directory stands in its place, sorted by path. */
  archives: string[];
  /** What is wrong with some of them, which need not be evaluated for that. */
  problems: ReadonlyMap<string, string>;
};

/**
 * The archives that a command line names. A directory that is an archive itself, unpacked or as JUnit files, is not searched, unless patterns
 * say what is wanted. Paths begin as they were given. Links below a directory are not followed.
 *
 * What is not there stays in the list: whoever evaluates it says so, and the others go on.
 */
export async function findArchives(
  given: readonly string[],
  include: readonly NamePattern[] = [],
): Promise<FoundArchives> {
  const archives: string[] = [];
  const problems = new Map<string, string>();
  for (const path of given) {
    const entries = await entriesOf(path);
    const below = entries === null ? [path] : await archivesBelow(path, include);
    if (below.length === 0) problems.set(path, nothingFound(include.length > 0));
    // One by one: a million members are too many for the arguments of one call.
    for (const archive of below.length === 0 ? [path] : below) archives.push(archive);
  }
  return { archives, problems };
}

function nothingFound(hasPatterns: boolean): string {
  return hasPatterns
    ? 'expected archives that --include names, found not one in this directory or below it'
    : 'expected an unpacked Sonobuoy archive (with meta/ and plugins/), JUnit files of the e2e suite (junit_*.xml), or archives (*.tar.gz, *.tgz, *.tar), found not one of them in this directory or below it; --include names others';
}

/** Null: not a directory, or one that must not be read. */
async function entriesOf(path: string): Promise<Dirent[] | null> {
  return await readdir(path, { withFileTypes: true }).catch(() => null);
}

async function archivesBelow(root: string, include: readonly NamePattern[]): Promise<string[]> {
  const base = root.replace(/(?<=.)\/+$/, '');
  const full = (path: string): string => (path === '' ? root : `${base === '/' ? '' : base}/${path}`);
  const isIncluded = (path: string): boolean => include.some((matches) => matches(path));
  const found: string[] = [];
  const search = async (directory: string): Promise<void> => {
    const entries = (await entriesOf(full(directory))) ?? [];
    const isArchive = directoryContent(entries.map(({ name }) => name)) !== 'neither';
    if (isArchive && (include.length === 0 || isIncluded(directory))) {
      found.push(full(directory));
      return;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory()) await search(path);
      else if (entry.isFile() && (include.length === 0 ? isArchiveName(path) : isIncluded(path)))
        found.push(full(path));
    }
  };
  await search('');
  return found;
}
