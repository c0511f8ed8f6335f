import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { ArchiveReading } from '../../../results-parsers/archive/archive-reading.ts';
import { type ArchiveLimits, defaultArchiveLimits } from '../../../results-parsers/archive/limits.ts';
import { readDirectory } from '../../../results-parsers/archive/read-directory.ts';
import { entriesOf } from '../building/directory.ts';

type Read = ArchiveReading & { contents: Record<string, string> };

async function read(
  files: Record<string, string>,
  others: { path: string; what: string }[] = [],
  limits: Partial<ArchiveLimits> = {},
): Promise<Read> {
  const contents: Record<string, string> = {};
  const reading = await readDirectory(
    entriesOf(new Map(Object.entries(files)), others),
    (path) => {
      let content = '';
      return {
        write: (chunk) => {
          content += Buffer.from(chunk).toString();
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

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('an unpacked archive', () => {
  const files = { 'meta/a.json': '{}', empty: '', 'a-b': 'x'.repeat(25_000) };

  test('gives its files', async () => {
    const reading = await read(files);
    expect(reading).toMatchObject({ container: 'directory', bytes: 25_002, files: 3, problems: [] });
    expect(reading.contents).toEqual(files);
  });

  test('has the digest that sha256sum gives its listing, in whichever order the files come', async () => {
    const listing = ['a-b', 'empty', 'meta/a.json'].map((path) => {
      return `${sha256(files[path as keyof typeof files])}  ${path}\n`;
    });
    const { sha256: digest } = await read(files);
    expect(digest).toBe(sha256(listing.join('')));
    expect((await read(Object.fromEntries(Object.entries(files).reverse()))).sha256).toBe(digest);
  });

  test('is identified by the names and the contents of its files', async () => {
    const digests = await Promise.all(
      [{ a: '1', b: '2' }, { a: '2', b: '1' }, { a: '1' }, { a: '1', c: '2' }].map(
        async (one) => (await read(one)).sha256,
      ),
    );
    expect(new Set(digests).size).toBe(4);
  });

  test.each([
    ['a symbolic link', {}, [{ path: 'a', what: 'symbolic link' }], 'entry-not-a-file'],
    ['a name that leads out', { '../a': '' }, [], 'entry-name-unsafe'],
    ['a name that is not UTF-8', { 'a\ufffd': '' }, [], 'entry-name-unsafe'],
    ['one name twice', { a: '', './a': '' }, [], 'entry-name-repeated'],
  ])('with %s is read, and the problem is reported', async (_what, hostile, others, code) => {
    const { problems, contents } = await read({ ...files, ...hostile }, others);
    expect(problems).toMatchObject([{ code, count: 1 }]);
    expect(contents).toMatchObject(files);
  });

  test.each<[keyof ArchiveLimits, Partial<ArchiveLimits>]>([
    ['decompressedBytes', { decompressedBytes: 25_001 }],
    ['entries', { entries: 2 }],
    ['entryBytes', { entryBytes: 24_999 }],
    ['nameLength', { nameLength: 10 }],
  ])('that exceeds the limit %s is an error', async (limit, limits) => {
    await expect(read(files, [], limits)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(new RegExp(`limit ${limit} of \\d+$`)),
      limit: { name: limit },
    });
  });
});
