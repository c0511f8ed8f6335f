import { createGunzip } from 'node:zlib';
import { isAllZero } from './blocks.ts';
import { gzipProblem } from './gzip-problem.ts';

/** How compressed data ended; only `whole` is good. */
type DecoderEnding =
  | { state: 'whole' }
  | { state: 'truncated' | 'damaged' | 'trailing-data'; detail: string; cause?: unknown };

/** Takes the archive block by block and hands the tar's bytes to its consumer. */
export type Decoder = {
  /** Resolves when the block has been consumed; rejects with what the consumer threw. */
  write(block: Uint8Array): Promise<void>;
  end(): Promise<DecoderEnding>;
};

export type Consume = (bytes: Uint8Array) => void;

const GZIP_MAGIC = [0x1f, 0x8b];
/**
 * As measured: zlib's default of 16 KiB takes two to three times as long. Above 128 KiB the text of a chunk is a large object for V8, which then
 * collects all its memory two or three times for each archive.
 */
const GUNZIP_CHUNK_BYTES = 64 * 1024;

export function isGzip(start: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, index) => start[index] === byte);
}

/** Files that people mistake for Sonobuoy archives, by how they begin. */
const OTHER_FORMATS: readonly (readonly [format: string, magic: readonly number[], remedy: string])[] = [
  ['a zip file', [0x50, 0x4b, 0x03, 0x04], 'unpack it and name what is in it'],
  ['data compressed with xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'decompress it with xz --decompress'],
  ['data compressed with zstd', [0x28, 0xb5, 0x2f, 0xfd], 'decompress it with zstd --decompress'],
  ['data compressed with bzip2', [0x42, 0x5a, 0x68], 'decompress it with bzip2 --decompress'],
];

/** What the data are if not a tar, and what to do; undefined: nothing we recognise. `isDecompressed`: they came out of gzip. */
export function otherFormat(start: Uint8Array, isDecompressed: boolean): string | undefined {
  if (isDecompressed && isGzip(start)) return 'gzip data inside gzip data; decompress it once with gunzip';
  const found = OTHER_FORMATS.find(([, magic]) => magic.every((byte, index) => start[index] === byte));
  return found === undefined ? undefined : `${found[0]}; ${found[2]}`;
}

/** For a tar that is not compressed. */
export function plainDecoder(consume: Consume): Decoder {
  return {
    async write(block) {
      consume(block);
    },
    async end() {
      return { state: 'whole' };
    },
  };
}

/**
 * Everything that could be decompressed before the data end or break is consumed first, so the content up to that point
 * is kept. The consumer runs in the stream's own `data` event: an iterator would lose what was still buffered.
 */
export function gunzipDecoder(consume: Consume): Decoder {
  const gunzip = createGunzip({ chunkSize: GUNZIP_CHUNK_BYTES });
  let ending: DecoderEnding | { state: 'consumer-failed'; cause: unknown } | undefined;
  let wake = (): void => {};

  const finish = (value: NonNullable<typeof ending>): void => {
    ending ??= value;
    wake();
  };
  const settled = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      start(resolve);
    });

  gunzip.on('data', (bytes: Uint8Array) => {
    try {
      consume(bytes);
    } catch (cause) {
      finish({ state: 'consumer-failed', cause });
      gunzip.destroy();
    }
  });
  gunzip.on('end', () => finish({ state: 'whole' }));
  gunzip.on('error', (error: NodeJS.ErrnoException) => finish(brokenGzip(error)));

  const noteTrailing = (rest: Uint8Array): void => {
    if (ending?.state !== 'whole' || isAllZero(rest)) return;
    ending = { state: 'trailing-data', detail: 'more bytes follow the end of the gzip data' };
  };

  return {
    async write(block) {
      if (ending === undefined) {
        const before = gunzip.bytesWritten;
        // When the data end inside this block, zlib ends the stream and never calls back.
        await settled((done) => gunzip.write(block, done));
        noteTrailing(block.subarray(gunzip.bytesWritten - before));
      } else {
        noteTrailing(block);
      }
      if (ending?.state === 'consumer-failed') throw ending.cause;
    },
    async end() {
      if (ending === undefined) await settled(() => gunzip.end());
      if (ending === undefined || ending.state === 'consumer-failed') throw ending?.cause;
      return ending;
    },
  };
}

function brokenGzip(error: NodeJS.ErrnoException): DecoderEnding {
  return error.code === 'Z_BUF_ERROR'
    ? { state: 'truncated', detail: 'the gzip data ends in the middle', cause: error }
    : { state: 'damaged', detail: `the gzip data cannot be decompressed: ${gzipProblem(error.message)}`, cause: error };
}
