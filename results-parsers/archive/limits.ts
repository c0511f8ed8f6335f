import { ScsNetworkingError } from '../core/errors.ts';

/** What an archive may cost. Exceeding one of these limits is an `INPUT_UNREADABLE` error, never a result. */
export type ArchiveLimits = {
  /** Bytes of the archive as it was given; an unpacked one has none. */
  compressedBytes: number;
  /** Bytes of the tar inside it, or of all files of an unpacked one. */
  decompressedBytes: number;
  /** Decompressed bytes for each compressed byte, judged once the tar is larger than `RATIO_FREE_BYTES`. */
  ratio: number;
  /** Headers in the tar, those of directories and of extended attributes included; of an unpacked archive, its files. */
  entries: number;
  /** Bytes of one file. */
  entryBytes: number;
  /** Characters of one name, directories included. */
  nameLength: number;
  /** Files that a verdict can rest on, each of which it lists. */
  evidenceFiles: number;
};

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** A short file of blanks may compress at any ratio and does no harm. */
export const RATIO_FREE_BYTES = 16 * MiB;

/** Ten times what the archives of large clusters need; recorded archives compress by a factor of 7 to 22. */
export const defaultArchiveLimits: ArchiveLimits = {
  compressedBytes: 4 * GiB,
  decompressedBytes: 32 * GiB,
  ratio: 100,
  entries: 250_000,
  entryBytes: 4 * GiB,
  nameLength: 1024,
  evidenceFiles: 10_000,
};

/** Throws `INPUT_UNREADABLE` if the archive exceeds a limit. */
export function checkLimit(limit: keyof ArchiveLimits, value: number, limits: ArchiveLimits): void {
  if (value <= limits[limit]) return;
  throw new ScsNetworkingError('INPUT_UNREADABLE', `the archive exceeds the limit ${limit} of ${limits[limit]}`, {
    limit: { name: limit },
  });
}
