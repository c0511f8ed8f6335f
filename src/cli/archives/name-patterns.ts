import { basename, matchesGlob } from 'node:path';

/** Whether a path below a searched directory, with `/` between its parts, is that of a wanted archive. */
export type NamePattern = (path: string) => boolean;

const ARCHIVE = /\.(?:tar\.gz|tgz|tar)$/;

/** Whether a file below a directory is wanted: by the patterns, or else by its ending. */
export function isWantedName(path: string, include: readonly NamePattern[]): boolean {
  return include.length === 0 ? isArchiveName(path) : isIncluded(path, include);
}

export function isIncluded(path: string, include: readonly NamePattern[]): boolean {
  return include.some((matches) => matches(path));
}

function isArchiveName(path: string): boolean {
  return ARCHIVE.test(path);
}

/** A glob without a `/` is for the name alone, at any depth, else for the whole path below the directory. */
export function namePattern(glob: string): NamePattern {
  return glob.includes('/') ? (path) => matchesGlob(path, glob) : (path) => matchesGlob(basename(path), glob);
}
