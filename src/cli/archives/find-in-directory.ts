import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { directoryContent } from '../../../results-parsers/sonobuoy/directory-content.ts';
import type { Found } from './found.ts';
import { isIncluded, isWantedName, type NamePattern } from './name-patterns.ts';

/**
 * The archives below a directory, or the path itself if it is not a directory. A directory that is an archive, unpacked or as JUnit files, is not
 * searched, unless patterns are given. Links below a directory are not followed.
 */
export async function findInDirectory(path: string, include: readonly NamePattern[]): Promise<Found> {
  if ((await entriesOf(path)) === null) return { archives: [{ path }] };
  const below = await archivesBelow(path, include);
  return below.length > 0 ? { archives: below } : { problem: nothingFound(include.length > 0) };
}

/** Null: not a directory, or one that must not be read. */
async function entriesOf(path: string): Promise<Dirent[] | null> {
  return await readdir(path, { withFileTypes: true }).catch(() => null);
}

async function archivesBelow(root: string, include: readonly NamePattern[]): Promise<{ path: string }[]> {
  const base = root.replace(/(?<=.)\/+$/, '');
  const full = (path: string): string => (path === '' ? root : `${base === '/' ? '' : base}/${path}`);
  const found: { path: string }[] = [];
  const search = async (directory: string): Promise<void> => {
    const entries = (await entriesOf(full(directory))) ?? [];
    const isArchive = directoryContent(entries.map(({ name }) => name)) !== 'neither';
    if (isArchive && (include.length === 0 || isIncluded(directory, include))) {
      found.push({ path: full(directory) });
      return;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory()) await search(path);
      else if (entry.isFile() && isWantedName(path, include)) found.push({ path: full(path) });
    }
  };
  await search('');
  return found;
}

function nothingFound(hasPatterns: boolean): string {
  return hasPatterns
    ? 'expected archives that --include names, found not one in this directory or below it'
    : 'expected an unpacked Sonobuoy archive (with meta/ and plugins/), JUnit files of the e2e suite (junit_*.xml), or archives (*.tar.gz, *.tgz, *.tar), found not one of them in this directory or below it; --include names others';
}
