import { basename, resolve, sep } from 'node:path';

/**
 * What archives of one command line are called in their verdicts, by how it names them: the last part of the path, and as many before it as tell
 * them apart. Nothing more, since a verdict is the same wherever its archive lies.
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
