import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DirectoryEntry } from '../../../results-parsers/archive/read-directory.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { directoryContent, isBareFile } from '../../../results-parsers/sonobuoy/directory-content.ts';

/**
 * The files of an unpacked archive or, if JUnit files lie there without one, these files and the log beside them. In the
 * order of the names. Links are reported, not followed; nothing is written.
 *
 * Throws `INPUT_UNREADABLE` for a directory that contains neither.
 */
export async function* directoryEntries(root: string): AsyncGenerator<DirectoryEntry> {
  const top = await readdir(root, { withFileTypes: true });
  const content = directoryContent(top.map(({ name }) => name));
  switch (content) {
    case 'unpacked-archive':
      yield* entriesBelow(root, '');
      break;
    case 'bare-files':
      yield* inOrder(top)
        .filter(({ name }) => isBareFile(name))
        .map((found) => entryOf(found, join(root, found.name), found.name));
      break;
    case 'neither':
      throw new ScsNetworkingError(
        'INPUT_UNREADABLE',
        'expected an unpacked Sonobuoy archive (with meta/ and plugins/) or JUnit files of the e2e suite (junit_*.xml), found a directory with neither; name the directory that directly contains them',
      );
    default:
      content satisfies never;
  }
}

async function* entriesBelow(root: string, path: string): AsyncGenerator<DirectoryEntry> {
  for (const found of inOrder(await readdir(join(root, path), { withFileTypes: true }))) {
    const below = path === '' ? found.name : `${path}/${found.name}`;
    if (found.isDirectory()) yield* entriesBelow(root, below);
    else yield entryOf(found, join(root, below), below);
  }
}

function inOrder(found: readonly Dirent[]): Dirent[] {
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entryOf(found: Dirent, file: string, path: string): DirectoryEntry {
  return found.isFile()
    ? { kind: 'file', path, content: contentOf(file) }
    : { kind: 'other', path, what: kindOf(found) };
}

/** The content of the file that was found. If a link has taken its place, opening fails. */
async function* contentOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  yield* handle.createReadStream({ highWaterMark: 256 * 1024 });
}

function kindOf(found: Dirent): string {
  if (found.isSymbolicLink()) return 'symbolic link';
  if (found.isFIFO()) return 'FIFO';
  return found.isSocket() ? 'socket' : 'device';
}
