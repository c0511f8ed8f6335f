import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type Decoder, gunzipDecoder } from '../../../results-parsers/archive/decoder.ts';
import { gzipDecoder } from '../../../results-parsers/archive/small-gzip.ts';

const BLOCK = 64 * 1024;

/** What a consumer gets from gzip data, and how they end. */
async function decompressed(
  decoder: (consume: (bytes: Uint8Array) => void) => Decoder,
  bytes: Buffer,
): Promise<{ state: string; detail?: string; size: number; sha256: string; largest: number }> {
  const hash = createHash('sha256');
  let [size, largest] = [0, 0];
  const { write, end } = decoder((piece) => {
    hash.update(piece);
    size += piece.length;
    largest = Math.max(largest, piece.length);
  });
  for (let at = 0; at < bytes.length; at += BLOCK) await write(bytes.subarray(at, at + BLOCK));
  const { state, ...rest } = await end();
  return {
    state,
    ...('detail' in rest ? { detail: rest.detail } : {}),
    size,
    sha256: hash.digest('hex'),
    largest,
  };
}

const text = Buffer.from('some text, and more of it. '.repeat(20_000));
const noise = randomBytes(300_000);
const packed = gzipSync(Buffer.concat([text, noise]));

function changed(at: number): Buffer {
  const copy = Buffer.from(packed);
  const place = at < 0 ? packed.length + at : at;
  copy[place] = (copy[place] ?? 0) ^ 0xff;
  return copy;
}

describe('gzip data that are read at once give the same as when read as a stream', () => {
  test.each([
    ['whole', packed, 'whole'],
    ['empty', gzipSync(Buffer.alloc(0)), 'whole'],
    ['in several members', Buffer.concat([packed, gzipSync(text)]), 'whole'],
    ['padded with zeros', Buffer.concat([packed, Buffer.alloc(70_000)]), 'whole'],
    ['of the largest size that may be compressed at any ratio', gzipSync(Buffer.alloc(16 * 1024 ** 2)), 'whole'],
    ['of one byte more', gzipSync(Buffer.alloc(16 * 1024 ** 2 + 1)), 'whole'],
    ['with more bytes than their end states', Buffer.concat([packed, gzipSync(Buffer.from('x'))]), 'whole'],
    ['no longer small', gzipSync(randomBytes(1_200_000)), 'whole'],
    ['cut off', packed.subarray(0, 200_000), 'truncated'],
    ['cut off before its last bytes', packed.subarray(0, -3), 'truncated'],
    ['only begun', packed.subarray(0, 5), 'truncated'],
    ['damaged in its header', changed(2), 'damaged'],
    ['damaged in the middle', changed(100_000), 'damaged'],
    ['with another checksum', changed(-6), 'damaged'],
    ['with another size', changed(-3), 'damaged'],
    ['followed by something else', Buffer.concat([packed, Buffer.from('more')]), 'damaged'],
    ['followed by itself without a beginning', Buffer.concat([packed, packed.subarray(20)]), 'damaged'],
    [
      'followed by something else in a later block',
      Buffer.concat([packed, Buffer.alloc(2 * BLOCK), Buffer.from('more')]),
      'trailing-data',
    ],
  ])('%s', async (_what, bytes, state) => {
    const found = await decompressed(gzipDecoder, bytes);
    expect(found).toEqual({ ...(await decompressed(gunzipDecoder, bytes)), largest: found.largest });
    expect(found).toMatchObject({ state });
    expect(found.largest).toBeLessThanOrEqual(BLOCK);
  });
});

test('an error of the consumer of gzip data ends the reading', async () => {
  const decoder = gzipDecoder(() => {
    throw new Error('enough');
  });
  await decoder.write(packed);
  await expect(decoder.end()).rejects.toThrow('enough');
});

test('small gzip data leave no memory in use once they are consumed', async () => {
  const pieces: Uint8Array[] = [];
  const decoder = gzipDecoder((piece) => pieces.push(piece));
  await decoder.write(packed);
  await decoder.end();
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.every(({ byteLength }) => byteLength === 0)).toBe(true);
});
