import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FileSink } from '../archive/tar-reader.ts';

/** Content up to this size is kept uncompressed. */
const BLOCK_BYTES = 1024 ** 2;
/** A log shrinks to a tenth in little time; more effort would gain little. */
const FAST = { level: 1 } as const;

/** A file's content in little memory, however long it is: a log may have hundreds of megabytes, and compresses well. */
export class KeptContent implements FileSink {
  /** Of all its bytes. */
  length = 0;
  readonly #compressed: Uint8Array[] = [];
  #last: Uint8Array[] = [];
  #lastLength = 0;

  static of(bytes: Uint8Array): KeptContent {
    const content = new KeptContent();
    content.write(bytes);
    return content;
  }

  write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += BLOCK_BYTES)
      this.#add(Uint8Array.from(bytes.subarray(from, from + BLOCK_BYTES)));
  }

  end(): void {}

  /** The content from its beginning, part by part. */
  *chunks(): Generator<Uint8Array> {
    for (const block of this.#compressed) yield inflateRawSync(block);
    yield* this.#last;
  }

  /** The content as a whole: only for small files. */
  whole(): Buffer {
    return Buffer.concat([...this.chunks()], this.length);
  }

  #add(bytes: Uint8Array): void {
    this.#last.push(bytes);
    this.#lastLength += bytes.length;
    this.length += bytes.length;
    if (this.#lastLength <= BLOCK_BYTES) return;
    this.#compressed.push(deflateRawSync(Buffer.concat(this.#last), FAST));
    this.#last = [];
    this.#lastLength = 0;
  }
}
