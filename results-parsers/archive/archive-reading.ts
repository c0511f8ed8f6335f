import type { ArchiveProblem } from './archive-problem.ts';
import type { FileSink } from './tar-reader.ts';

/** Decides where the bytes of a file go; undefined: they are not needed. */
export type OpenFile = (path: string) => FileSink | undefined;

/**
 * The form in which the archive was given, which also decides what its digest covers.
 *
 * - `tar`: a tar, compressed or not; its bytes as they were given.
 * - `directory`: an unpacked archive; the listing of its files that `directoryDigest` describes.
 * - `file`: one JUnit file; its bytes.
 */
type Container = 'tar' | 'directory' | 'file';

export type ArchiveReading = {
  container: Container;
  /** Size of the archive as it was given; of a directory, of its files together. */
  bytes: number;
  /** Digest of the archive as it was given, hexadecimal. */
  sha256: string;
  files: number;
  problems: ArchiveProblem[];
};
