import { createHash } from 'node:crypto';
import { ArchiveProblems } from './archive-problem.ts';
import type { ArchiveReading, OpenFile } from './archive-reading.ts';
import { directoryDigest } from './directory-digest.ts';
import { EntryGate } from './entry-gate.ts';
import { type ArchiveLimits, checkLimit, defaultArchiveLimits } from './limits.ts';

/**
 * A file of an unpacked archive, by its path below the directory; or what is neither a file nor a directory, such as a
 * symbolic link, which the caller must not follow.
 */
export type DirectoryEntry =
  | { kind: 'file'; path: string; content: AsyncIterable<Uint8Array> }
  | { kind: 'other'; path: string; what: string };

/** Reads an unpacked archive, one file after the other. The order of the files changes nothing in the result. */
export async function readDirectory(
  entries: AsyncIterable<DirectoryEntry>,
  openFile: OpenFile,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<ArchiveReading> {
  const problems = new ArchiveProblems();
  const gate = new EntryGate(limits, problems);
  const digests = new Map<string, string>();
  let seen = 0;
  let total = 0;
  for await (const entry of entries) {
    seen += 1;
    checkLimit('entries', seen, limits);
    const what = entry.kind === 'other' ? entry.what : 'file';
    const path = gate.admit({ name: entry.path, kind: entry.kind, what, bytes: 0 });
    if (path === undefined || entry.kind === 'other') continue;
    const sink = openFile(path);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of entry.content) {
      bytes += chunk.length;
      total += chunk.length;
      checkLimit('entryBytes', bytes, limits);
      checkLimit('decompressedBytes', total, limits);
      hash.update(chunk);
      sink?.write(chunk);
    }
    sink?.end();
    digests.set(path, hash.digest('hex'));
  }
  return {
    container: 'directory',
    bytes: total,
    sha256: directoryDigest(digests),
    files: gate.files,
    problems: problems.list(),
  };
}
