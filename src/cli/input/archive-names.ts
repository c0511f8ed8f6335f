import { basename, resolve, sep } from 'node:path';

/**
 * Names of the archives of one command line in their verdicts, by their paths: the last part of the path, and as many before it as distinguish
 * them. Nothing more, because a verdict does not depend on where its archive lies.
 */
export function archiveNames(archives: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map(archives.map((archive) => [archive, resolve(archive)]));
  const names = new Map([...new Set(files.values())].map((file) => [file, basename(file)]));
  for (let parts = 2; ; parts += 1) {
    const alike = [...Map.groupBy(names, ([, name]) => name).values()].filter((members) => members.length > 1);
    if (alike.length === 0) break;
    for (const [file] of alike.flat()) names.set(file, lastParts(file, parts));
  }
  return new Map([...files].map(([archive, file]) => [archive, names.get(file) ?? file]));
}

function lastParts(file: string, count: number): string {
  return file.split(sep).slice(-count).join('/');
}
