import { basename, matchesGlob } from 'node:path';

/** Whether a path below a searched directory, with `/` between its parts, is of an archive that is wanted. */
export type NamePattern = (path: string) => boolean;

const ARCHIVE = /\.(?:tar\.gz|tgz|tar)$/;

/** What is wanted of files below a directory unless patterns say otherwise. */
export function isArchiveName(path: string): boolean {
  return ARCHIVE.test(path);
}

/** A glob without a `/` is for the name alone, at any depth, else for the whole path below the directory. */
export function namePattern(glob: string): NamePattern {
  return glob.includes('/') ? (path) => matchesGlob(path, glob) : (path) => matchesGlob(basename(path), glob);
}
