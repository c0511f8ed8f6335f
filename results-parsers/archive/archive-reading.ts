import type { ArchiveProblem } from './archive-problem.ts';
import type { FileSink } from './tar-reader.ts';

/** Says where the bytes of a file go; undefined: nobody wants them. */
export type OpenFile = (path: string) => FileSink | undefined;

/**
 * How the archive was given, and so what its digest is of.
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
