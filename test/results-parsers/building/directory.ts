import type { DirectoryEntry } from '../../../results-parsers/index.ts';
import type { ArchiveFiles } from './sonobuoy.ts';
import { streamed } from './tar.ts';

/** The files as an unpacked archive hands them over. */
export async function* entriesOf(
  files: ArchiveFiles,
  others: readonly { path: string; what: string }[] = [],
): AsyncGenerator<DirectoryEntry> {
  for (const [path, content] of files) yield { kind: 'file', path, content: streamed(Buffer.from(content)) };
  for (const { path, what } of others) yield { kind: 'other', path, what };
}
