import { createHash } from 'node:crypto';
import { counted } from '../core/counted.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import { ArchiveProblems } from './archive-problem.ts';
import type { ArchiveReading, OpenFile } from './archive-reading.ts';
import { inBlocks } from './blocks.ts';
import { type Decoder, isGzip, otherFormat, plainDecoder } from './decoder.ts';
import { type Entry, EntryGate } from './entry-gate.ts';
import { type ArchiveLimits, checkLimit, defaultArchiveLimits, RATIO_FREE_BYTES } from './limits.ts';
import { gzipDecoder } from './small-gzip.ts';
import { type TarEntry, TarReader } from './tar-reader.ts';

const INPUT_BLOCK_BYTES = 64 * 1024;
const FILE_TYPES = new Set(['File', 'OldFile', 'ContiguousFile']);
const DIRECTORY_TYPES = new Set(['Directory', 'GNUDumpDir']);

/**
 * Reads a tar, compressed with gzip or not, in one pass and without touching the disk.
 *
 * What is wrong with an archive that can be read is in `problems`. Throws `INPUT_UNREADABLE` for what is not an archive at
 * all, and for one that exceeds a limit.
 */
export async function readArchive(
  input: AsyncIterable<Uint8Array>,
  openFile: OpenFile,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<ArchiveReading> {
  const problems = new ArchiveProblems();
  const gate = new EntryGate(limits, problems);
  const tar = new TarReader((header) => {
    const path = gate.admit(entryOf(header));
    return path === undefined ? undefined : openFile(path);
  });
  const digest = createHash('sha256');
  let decoder: Decoder | undefined;
  let isGzipped = false;
  let compressed = 0;
  let decompressed = 0;
  const consume = (bytes: Uint8Array): void => {
    if (decompressed === 0) refuseOtherFormat(bytes, isGzipped);
    decompressed += bytes.length;
    checkLimit('decompressedBytes', decompressed, limits);
    if (decompressed > RATIO_FREE_BYTES) checkLimit('ratio', decompressed / compressed, limits);
    tar.write(bytes);
    checkLimit('entries', tar.headers, limits);
  };

  for await (const block of inBlocks(input, INPUT_BLOCK_BYTES)) {
    compressed += block.length;
    checkLimit('compressedBytes', compressed, limits);
    digest.update(block);
    if (decoder === undefined) {
      isGzipped = isGzip(block);
      decoder = isGzipped ? gzipDecoder(consume) : plainDecoder(consume);
    }
    await decoder.write(block);
  }
  if (decoder === undefined) throw noArchive('an empty input');
  const compressedEnding = await decoder.end();
  const tarEnding = tar.end();
  if (tar.headers === 0 && compressedEnding.state === 'whole') throw noArchive(counted(decompressed, 'byte'));

  if (compressedEnding.state !== 'whole') problems.add(`archive-${compressedEnding.state}`, compressedEnding.detail);
  // If the gzip data break off, so does the tar: that is one problem, not two.
  else if (tarEnding.state !== 'whole') problems.add(`archive-${tarEnding.state}`, tarEnding.detail);
  return {
    container: 'tar',
    bytes: compressed,
    sha256: digest.digest('hex'),
    files: gate.files,
    problems: problems.list(),
  };
}

function entryOf({ name, type, bytes }: TarEntry): Entry {
  const kind = DIRECTORY_TYPES.has(type) ? 'directory' : FILE_TYPES.has(type) ? 'file' : 'other';
  return { name, kind, what: type, bytes };
}

function refuseOtherFormat(start: Uint8Array, isDecompressed: boolean): void {
  const found = otherFormat(start, isDecompressed);
  if (found === undefined) return;
  throw new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a Sonobuoy archive (a tar, usually compressed with gzip), found ${found}`,
  );
}

function noArchive(found: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a Sonobuoy archive (a tar, usually compressed with gzip), found ${found}; name the file that \`sonobuoy retrieve\` wrote`,
  );
}
