import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { ArchiveReading } from '../../../results-parsers/archive/archive-reading.ts';
import { type ArchiveLimits, defaultArchiveLimits } from '../../../results-parsers/archive/limits.ts';
import { readArchive } from '../../../results-parsers/archive/read-archive.ts';
import { END_OF_TAR, streamed, type TarMember, tarGzOf, tarMember, tarOf } from '../building/tar.ts';

type Read = ArchiveReading & { contents: Record<string, string> };

async function read(bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<Read> {
  const contents: Record<string, string> = {};
  const reading = await readArchive(
    streamed(bytes),
    (path) => {
      let content = '';
      return {
        write: (chunk) => {
          content += Buffer.from(chunk).toString('latin1');
        },
        end: () => {
          contents[path] = content;
        },
      };
    },
    { ...defaultArchiveLimits, ...limits },
  );
  return { ...reading, contents };
}

const codesIn = ({ problems }: ArchiveReading): string[] => problems.map(({ code }) => code);

const members: TarMember[] = [
  { path: 'a.txt', content: 'first' },
  { path: 'dir', type: 'Directory' },
  { path: 'dir/b.bin', content: 'x'.repeat(1000) },
  { path: 'empty', content: '' },
];
const contents = { 'a.txt': 'first', 'dir/b.bin': 'x'.repeat(1000), empty: '' };
/** Two files of noise: compression neither hides nor moves them. */
const noise = tarGzOf([
  { path: 'one', content: randomBytes(300_000) },
  { path: 'two', content: randomBytes(300_000) },
]);

describe('a whole archive', () => {
  test.each([
    ['compressed', tarGzOf(members)],
    ['not compressed', tarOf(members)],
    [
      'compressed in several members',
      Buffer.concat([gzipSync(tarOf(members).subarray(0, 700)), gzipSync(tarOf(members).subarray(700))]),
    ],
    ['padded with zeros', Buffer.concat([tarGzOf(members), Buffer.alloc(70_000)])],
    ['of a tar padded with zeros', gzipSync(Buffer.concat([tarOf(members), Buffer.alloc(10_240)]))],
  ])('gives its files: %s', async (_what, bytes) => {
    const reading = await read(bytes);
    expect(reading.problems).toEqual([]);
    expect(reading.contents).toEqual(contents);
    expect(reading.files).toBe(3);
  });

  test('has size and digest of the bytes that were given', async () => {
    const reading = await read(Buffer.from(tarOf([])));
    expect(reading).toMatchObject({
      bytes: 1024,
      sha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
    });
  });

  test('may have names that are too long for a header', async () => {
    const path = `${'long/'.repeat(60)}name`;
    const attribute = ` path=${path}\n`;
    const line = `${attribute.length + 3}${attribute}`;
    const bytes = tarOf([
      { path: 'pax', type: 'ExtendedHeader', content: line },
      { path: 'short', content: 'x' },
    ]);
    expect((await read(bytes)).contents).toEqual({ [path]: 'x' });
  });

  test('may contain a compressed file, which stays compressed', async () => {
    const inner = gzipSync('inner');
    expect((await read(tarOf([{ path: 'inner.gz', content: inner }]))).contents['inner.gz']).toBe(
      inner.toString('latin1'),
    );
  });
});

describe('an archive that is not whole is read as far as it goes', () => {
  test.each([
    ['gzip cut off', noise.subarray(0, 500_000), ['archive-truncated'], ['one']],
    ['gzip without its last byte', noise.subarray(0, -1), ['archive-truncated'], ['one', 'two']],
    ['a flipped bit in the gzip', flipped(noise, 550_000), ['archive-damaged'], ['one']],
    ['bytes after the gzip', Buffer.concat([noise, Buffer.from('more')]), ['archive-damaged'], ['one']],
    [
      'bytes after the padding of the gzip',
      Buffer.concat([tarGzOf(members), Buffer.alloc(70_000), Buffer.from('x')]),
      ['archive-trailing-data'],
      Object.keys(contents),
    ],
    ['tar cut off in a file', gzipSync(tarOf(members).subarray(0, 2000)), ['archive-truncated'], ['a.txt']],
    ['tar cut off in a header', tarOf(members).subarray(0, 1300), ['archive-truncated'], ['a.txt']],
    [
      'tar without its end',
      gzipSync(Buffer.concat(members.map(tarMember))),
      ['archive-truncated'],
      Object.keys(contents),
    ],
    [
      'files after the end of the tar',
      gzipSync(Buffer.concat([tarOf(members), tarOf([{ path: 'hidden' }])])),
      ['archive-trailing-data'],
      Object.keys(contents),
    ],
    ['a damaged header', flipped(tarOf(members), 1024 + 5), ['archive-damaged'], ['a.txt']],
  ])('%s', async (_what, bytes, codes, files) => {
    const reading = await read(bytes);
    expect(codesIn(reading)).toEqual(codes);
    expect(Object.keys(reading.contents)).toEqual(files);
  });

  test('and what is read of it does not depend on how its bytes arrive', async () => {
    const broken = flipped(noise, 400_000);
    const lengths = await Promise.all(
      [100, 4096, 1_000_000].map(async (size) => {
        let length = 0;
        const write = (chunk: Uint8Array): void => {
          length += chunk.length;
        };
        await readArchive(streamed(broken, size), () => ({ write, end: () => {} }));
        return length;
      }),
    );
    expect(new Set(lengths).size).toBe(1);
  });
});

describe('an entry that Sonobuoy never writes is refused and reported', () => {
  test.each<[string, TarMember[], string]>([
    ['an absolute name', [{ path: '/etc/passwd' }], 'entry-name-unsafe'],
    ['a name that leads out', [{ path: 'a/../../b' }], 'entry-name-unsafe'],
    ['a Windows drive', [{ path: 'C:/b' }], 'entry-name-unsafe'],
    ['backslashes that lead out', [{ path: 'a\\..\\b' }], 'entry-name-unsafe'],
    ['bytes that are not UTF-8', [{ path: 'a\ufffdb' }], 'entry-name-unsafe'],
    ['control characters', [{ path: 'a\u001b[2Jb' }], 'entry-name-unsafe'],
    ['a name twice', [{ path: 'a' }, { path: './a' }], 'entry-name-repeated'],
    ['a symbolic link', [{ path: 'a', type: 'SymbolicLink', linkpath: '/etc/passwd' }], 'entry-not-a-file'],
    ['a hard link', [{ path: 'a', type: 'Link', linkpath: 'b' }], 'entry-not-a-file'],
    ['a device', [{ path: 'a', type: 'CharacterDevice' }], 'entry-not-a-file'],
  ])('%s', async (_what, hostile, code) => {
    const reading = await read(tarOf([...members, ...hostile]));
    expect(codesIn(reading)).toEqual([code]);
    expect(reading.contents).toMatchObject(contents);
  });

  test('and a thousand of them are one problem with their number', async () => {
    const hostile = Array.from({ length: 1000 }, (_, index): TarMember => ({ path: `../${index}` }));
    expect((await read(tarOf(hostile))).problems).toMatchObject([{ code: 'entry-name-unsafe', count: 1000 }]);
  });
});

describe('a limit that is exceeded is an error', () => {
  const bomb = gzipSync(Buffer.concat([tarMember({ path: 'zeros', content: Buffer.alloc(20_000_000) }), END_OF_TAR]));

  test.each<[keyof ArchiveLimits, Uint8Array, Partial<ArchiveLimits>]>([
    ['compressedBytes', noise, { compressedBytes: 1000 }],
    ['decompressedBytes', tarGzOf(members), { decompressedBytes: 1000 }],
    ['ratio', bomb, {}],
    ['entries', tarOf(members), { entries: 3 }],
    ['entryBytes', tarOf(members), { entryBytes: 999 }],
    ['nameLength', tarOf(members), { nameLength: 3 }],
  ])('%s', async (limit, bytes, limits) => {
    await expect(read(bytes, limits)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(new RegExp(`limit ${limit} of \\d+$`)),
      limit: { name: limit },
    });
  });
});

test('what the reader of a file throws ends the reading', async () => {
  const failing = readArchive(streamed(tarGzOf(members)), () => {
    throw new Error('no place for it');
  });
  await expect(failing).rejects.toThrow('no place for it');
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
