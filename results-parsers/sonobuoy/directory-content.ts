import { barePartOf } from './layout.ts';

/** The content of a directory: an unpacked archive, files of the e2e suite alone, or neither. */
export type DirectoryContent = 'unpacked-archive' | 'bare-files' | 'neither';

const OF_SONOBUOY: ReadonlySet<string> = new Set(['meta', 'plugins', 'serverversion.json']);

/** Recognises by the names in a directory what it is, before anything in it is read. */
export function directoryContent(names: readonly string[]): DirectoryContent {
  if (names.some((name) => OF_SONOBUOY.has(name))) return 'unpacked-archive';
  return names.some(isBareFile) ? 'bare-files' : 'neither';
}

/** Whether a file beside a bare JUnit file is of the same run. */
export function isBareFile(name: string): boolean {
  return barePartOf(name) !== undefined;
}
