import { type Gunzip, gunzipSync } from 'node:zlib';
import { type Consume, type Decoder, gunzipDecoder } from './decoder.ts';
import { RATIO_FREE_BYTES } from './limits.ts';

/** Three times an archive of only NetworkPolicy specs. */
const SMALL_BYTES = 1024 ** 2;
/** How much consumers get at a time, as from a stream. */
const PIECE_BYTES = 64 * 1024;
const TRAILER_BYTES = 8;
const SIZE_BYTES = 4;

/**
 * Decompresses a small archive at once, in this thread: handing its pieces from thread to thread would cost as much as decompressing them.
 * Anything large, or not plainly whole, is read as a stream, which alone decides how much of it counts.
 */
export function gzipDecoder(consume: Consume): Decoder {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  let stream: Decoder | undefined;
  const asStream = async (): Promise<Decoder> => {
    const blocks = gathered;
    gathered = [];
    stream = gunzipDecoder(consume);
    for (const block of blocks) await stream.write(block);
    return stream;
  };
  return {
    async write(block) {
      if (stream !== undefined) return await stream.write(block);
      gathered.push(block);
      bytes += block.length;
      if (bytes > SMALL_BYTES) await asStream();
    },
    async end() {
      if (stream !== undefined) return await stream.end();
      const whole = decompressed(Buffer.concat(gathered, bytes));
      if (whole === null) return await (await asStream()).end();
      try {
        for (let at = 0; at < whole.length; at += PIECE_BYTES) consume(whole.subarray(at, at + PIECE_BYTES));
      } finally {
        release(whole);
      }
      return { state: 'whole' };
    },
  };
}

/**
 * Returns the memory at once. Until it is collected, it counts as part of the thread's heap, which V8 would collect completely after every third
 * archive.
 */
function release({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** Null: it is damaged or cut off, something follows it, or it is larger than what may be compressed at any ratio. */
function decompressed(bytes: Buffer): Buffer | null {
  if (bytes.length < TRAILER_BYTES) return null;
  // At its end stands how large it is. If that is not true, it takes a little longer.
  const size = bytes.readUInt32LE(bytes.length - SIZE_BYTES);
  if (size > RATIO_FREE_BYTES) return null;
  const chunkSize = Math.max(PIECE_BYTES, size + 1);
  try {
    const found = gunzipSync(bytes, { chunkSize, maxOutputLength: RATIO_FREE_BYTES, info: true });
    const { buffer, engine } = found as unknown as { buffer: Buffer; engine: Gunzip };
    return engine.bytesWritten === bytes.length ? buffer : null;
  } catch {
    return null;
  }
}
