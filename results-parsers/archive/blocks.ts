/**
 * The same bytes in blocks of `size` bytes; only the last may be shorter.
 *
 * How a file system or a pipe cuts the input must not matter: a decompressor that meets damage drops what it had not
 * yet delivered of the current block, and the same archive has to give the same verdict everywhere.
 */
export async function* inBlocks(input: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(size - filled, chunk.length - at);
      block.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === size) {
        yield block;
        block = Buffer.allocUnsafe(size);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** Whether the bytes are nothing but padding. */
export function isAllZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
