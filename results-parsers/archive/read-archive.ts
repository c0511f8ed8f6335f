import { createHash } from 'node:crypto';
import { ScsNetworkingError } from '../errors.ts';
import { type ArchiveProblem, ArchiveProblems } from './archive-problem.ts';
import { inBlocks } from './blocks.ts';
import { type Decoder, gunzipDecoder, isGzip, plainDecoder } from './decoder.ts';
import { entryName } from './entry-name.ts';
import { type ArchiveLimits, defaultArchiveLimits, RATIO_FREE_BYTES } from './limits.ts';
import { type FileSink, type TarEntry, TarReader } from './tar-reader.ts';

/** Says where the bytes of a file go; undefined: nobody wants them. */
export type OpenFile = (file: { path: string; bytes: number }) => FileSink | undefined;

export type ArchiveReading = {
  /** Size of the archive as it was given. */
  bytes: number;
  /** Digest of the archive as it was given, hexadecimal. */
  sha256: string;
  files: number;
  problems: ArchiveProblem[];
};

const INPUT_BLOCK_BYTES = 64 * 1024;
const FILE_TYPES = new Set(['File', 'OldFile', 'ContiguousFile']);
const DIRECTORY_TYPES = new Set(['Directory', 'GNUDumpDir']);

/**
 * Reads a tar, compressed with gzip or not, in one pass and without touching the disk.
 *
 * What is wrong with an archive that can be read is in `problems`. Throws `INPUT_UNREADABLE` for what is no archive at
 * all, and for one that exceeds a limit.
 */
export async function readArchive(
  input: AsyncIterable<Uint8Array>,
  openFile: OpenFile,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<ArchiveReading> {
  const problems = new ArchiveProblems();
  const entries = new EntryGate(openFile, limits, problems);
  const tar = new TarReader((entry) => entries.open(entry));
  const digest = createHash('sha256');
  let compressed = 0;
  let decompressed = 0;
  const consume = (bytes: Uint8Array): void => {
    decompressed += bytes.length;
    checkLimit('decompressedBytes', decompressed, limits);
    if (decompressed > RATIO_FREE_BYTES) checkLimit('ratio', decompressed / compressed, limits);
    tar.write(bytes);
    checkLimit('entries', tar.headers, limits);
  };

  let decoder: Decoder | undefined;
  for await (const block of inBlocks(input, INPUT_BLOCK_BYTES)) {
    compressed += block.length;
    checkLimit('compressedBytes', compressed, limits);
    digest.update(block);
    decoder ??= isGzip(block) ? gunzipDecoder(consume) : plainDecoder(consume);
    await decoder.write(block);
  }
  if (decoder === undefined) throw noArchive('an empty input');
  const compressedEnding = await decoder.end();
  const tarEnding = tar.end();
  if (tar.headers === 0 && compressedEnding.state === 'whole') throw noArchive(`${decompressed} bytes`);

  if (compressedEnding.state !== 'whole') problems.add(`archive-${compressedEnding.state}`, compressedEnding.detail);
  // Where the gzip data break off, so does the tar: that is one problem, not two.
  else if (tarEnding.state !== 'whole') problems.add(`archive-${tarEnding.state}`, tarEnding.detail);
  return { bytes: compressed, sha256: digest.digest('hex'), files: entries.files, problems: problems.list() };
}

function noArchive(found: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a Sonobuoy archive (a tar, usually compressed with gzip), found ${found}; name the file that \`sonobuoy retrieve\` wrote`,
  );
}

function checkLimit(limit: keyof ArchiveLimits, value: number, limits: ArchiveLimits): void {
  if (value <= limits[limit]) return;
  throw new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `the archive exceeds the limit ${limit} of ${limits[limit]}; raise the limit only if you trust who made the archive`,
  );
}

/** Lets through files with good names that were not there before. */
class EntryGate {
  readonly #openFile: OpenFile;
  readonly #limits: ArchiveLimits;
  readonly #problems: ArchiveProblems;
  readonly #paths = new Set<string>();

  constructor(openFile: OpenFile, limits: ArchiveLimits, problems: ArchiveProblems) {
    this.#openFile = openFile;
    this.#limits = limits;
    this.#problems = problems;
  }

  get files(): number {
    return this.#paths.size;
  }

  open(entry: TarEntry): FileSink | undefined {
    checkLimit('nameLength', entry.name.length, this.#limits);
    checkLimit('entryBytes', entry.bytes, this.#limits);
    const name = entryName(entry.name);
    if ('unsafe' in name) {
      this.#problems.add('entry-name-unsafe', `the name ${JSON.stringify(entry.name)} is refused: ${name.unsafe}`);
      return undefined;
    }
    if (DIRECTORY_TYPES.has(entry.type)) return undefined;
    if (!FILE_TYPES.has(entry.type)) {
      this.#problems.add('entry-not-a-file', `an entry of type ${entry.type} is neither file nor directory`, name.path);
      return undefined;
    }
    if (this.#paths.has(name.path)) {
      this.#problems.add('entry-name-repeated', 'the archive holds this name more than once', name.path);
      return undefined;
    }
    this.#paths.add(name.path);
    return this.#openFile({ path: name.path, bytes: entry.bytes });
  }
}
