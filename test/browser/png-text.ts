import { crc32 } from 'node:zlib';

/** The signature of a PNG and its first chunk, IHDR. */
const HEAD_BYTES = 8 + 25;

/** A PNG with a text (chunk tEXt, in Latin 1) that no viewer shows. */
export function withText(png: Buffer, keyword: string, text: string): Buffer {
  const body = Buffer.from(`tEXt${keyword}\0${text}`, 'latin1');
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, HEAD_BYTES), length, body, checksum, png.subarray(HEAD_BYTES)]);
}

/** The text of a PNG under this keyword; null: it has none. */
export function textOf(png: Buffer, keyword: string): string | null {
  const begin = Buffer.from(`tEXt${keyword}\0`, 'latin1');
  const at = png.indexOf(begin);
  if (at < 0) return null;
  return png.subarray(at + begin.length, at + 4 + png.readUInt32BE(at - 4)).toString('latin1');
}
