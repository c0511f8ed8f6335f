import { createCipheriv } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { constants, crc32, deflateRawSync, gunzipSync } from 'node:zlib';
import { TarReader } from '../../results-parsers/archive/tar-reader.ts';
import { END_OF_TAR, tarMember } from '../results-parsers/building/tar.ts';

type Member = { path: string; content: Buffer };

/** A piece of the tar, and the same piece compressed so that it can be anywhere in a gzip stream. */
type Piece = { plain: Buffer; packed: Buffer };

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const EMPTY_LAST_BLOCK = Buffer.from([3, 0]);
const WRITTEN_AT_ONCE = 4 * 1024 ** 2;
const TAR_BLOCK = 512;
/** Text from clusters compresses by a factor of 15 and more if it is repeated, and of 4 to 5 if it is not. */
const NOISE_EVERY = 4096;
const NOISE = 768;
/** Files of large clusters are longer, too: some 200 kB each, while the recorded cluster has only one node. */
const LONGER = 32;

/**
 * Writes an archive of at least `bytes` bytes (compressed) that has the shape of a recorded one: the results of its
 * plugins, then as many longer copies of its other files as needed. The same arguments always give the same bytes.
 */
export async function writeArchive(file: string, recorded: string, bytes: number): Promise<void> {
  const members = membersOf(gunzipSync(await readFile(recorded)));
  const others = members.filter(({ path }) => !path.startsWith('plugins/') && !path.startsWith('meta/'));
  const bodies = others.map(({ path, content }) => ({ path, body: piece(padded(withNoise(content))) }));
  const output = await open(file, 'w');
  try {
    const gzip = new GzipWriter(output);
    await gzip.add(...members.map(({ path, content }) => piece(tarMember({ path, content }))));
    for (let copy = 1; gzip.bytes < bytes; copy += 1) {
      for (const { path, body } of bodies) {
        const header = tarMember({ path: `podlogs/copy-${copy}/${path}`, content: body.plain }).subarray(0, TAR_BLOCK);
        await gzip.add(piece(header), body);
      }
    }
    await gzip.end(piece(END_OF_TAR));
  } finally {
    await output.close();
  }
}

function membersOf(tar: Uint8Array): Member[] {
  const members: Member[] = [];
  const reader = new TarReader(({ name, type }) => {
    const parts: Buffer[] = [];
    return {
      write: (part) => parts.push(Buffer.from(part)),
      end: () => {
        if (type === 'File') members.push({ path: name, content: Buffer.concat(parts) });
      },
    };
  });
  reader.write(tar);
  reader.end();
  return members;
}

/** Adds noise to the text, for the names, times and digests that differ from file to file in a real archive. */
function withNoise(recorded: Buffer): Buffer {
  const text = Buffer.concat(Array.from({ length: LONGER }, () => recorded));
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16, text.length % 256));
  const parts: Buffer[] = [];
  for (let at = 0; at < text.length; at += NOISE_EVERY) {
    const noise = cipher.update(Buffer.alloc(NOISE)).toString('base64');
    parts.push(text.subarray(at, at + NOISE_EVERY), Buffer.from(`${noise}\n`));
  }
  return Buffer.concat(parts);
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((TAR_BLOCK - (content.length % TAR_BLOCK)) % TAR_BLOCK)]);
}

/** Ends with a full flush: on a byte boundary, with no references to what came before. */
function piece(plain: Buffer): Piece {
  return { plain, packed: deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH }) };
}

/** Joins compressed pieces into one gzip member. */
class GzipWriter {
  readonly #output: { write(bytes: Buffer): Promise<unknown> };
  #waiting: Buffer[] = [GZIP_HEADER];
  #waitingBytes = GZIP_HEADER.length;
  #checksum = 0;
  #plainBytes = 0;
  bytes = GZIP_HEADER.length;

  constructor(output: { write(bytes: Buffer): Promise<unknown> }) {
    this.#output = output;
  }

  async add(...pieces: readonly Piece[]): Promise<void> {
    for (const { plain, packed } of pieces) {
      this.#checksum = crc32(plain, this.#checksum);
      this.#plainBytes += plain.length;
      await this.#write(packed);
    }
  }

  async end(last: Piece): Promise<void> {
    await this.add(last);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#checksum, 0);
    trailer.writeUInt32LE(this.#plainBytes % 2 ** 32, 4);
    await this.#write(EMPTY_LAST_BLOCK);
    await this.#write(trailer);
    await this.#flush();
  }

  async #write(packed: Buffer): Promise<void> {
    this.#waiting.push(packed);
    this.#waitingBytes += packed.length;
    this.bytes += packed.length;
    if (this.#waitingBytes >= WRITTEN_AT_ONCE) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#output.write(Buffer.concat(this.#waiting));
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
