import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { entriesOf } from '../building/directory.ts';
import { codesOf, evaluateBytes, evaluateEntries, evaluateFiles } from '../building/evaluate.ts';
import { type ArchiveFiles, packed, UPSTREAM_RESULTS, upstreamArchive } from '../building/sonobuoy.ts';

function below(directory: string, files: ArchiveFiles = upstreamArchive()): ArchiveFiles {
  return new Map([...files].map(([path, content]) => [`${directory}/${path}`, content]));
}

function unreadable(message: RegExp): { code: string; message: unknown } {
  return { code: 'INPUT_UNREADABLE', message: expect.stringMatching(message) };
}

describe('an archive that was repacked', () => {
  test('below a directory is refused with the name of the directory', async () => {
    const message = unreadable(
      /found them below results\/; unpack the archive, if it is one, and name the directory results$/,
    );
    await expect(evaluateFiles(below('results'))).rejects.toMatchObject(message);
    await expect(evaluateEntries(entriesOf(below('results')))).rejects.toMatchObject(message);
  });

  test('as bare files of the suite below a directory is also refused with its name', async () => {
    const junit = upstreamArchive().get(`${UPSTREAM_RESULTS}junit_01.xml`) ?? '';
    const files = new Map([['v1.36/junit_01.xml', junit]]);
    await expect(evaluateFiles(files)).rejects.toMatchObject(unreadable(/found them below v1\.36\/;/));
  });

  test('from files that have no meaning in any place is not recognised as an archive at all', async () => {
    const files = new Map([['x/y.txt', 'z']]);
    await expect(evaluateFiles(files)).rejects.toMatchObject(unreadable(/found 1 other file;/));
  });

  test('on macOS is read without the files that macOS adds', async () => {
    const files = [...upstreamArchive()];
    const twins = files.map(([path, content]): [string, string] => [
      path.replace(/[^/]+$/, '._$&'),
      content.slice(0, 9),
    ]);
    const verdict = await evaluateFiles(new Map([['._.', 'x'], ...twins, ...files]));
    expect(verdict.verdict).toBe('compliant');
  });
});

describe('a file that people mistake for an archive is reported by its real format', () => {
  const start = (...bytes: number[]): Buffer => Buffer.concat([Buffer.from(bytes), Buffer.alloc(2000, 1)]);
  test.each<[format: string, bytes: Buffer, found: RegExp]>([
    ['zip', start(0x50, 0x4b, 0x03, 0x04), /found a zip file; unpack it/],
    ['xz', start(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00), /found data compressed with xz; decompress it/],
    ['zstd', zstdCompressSync(Buffer.alloc(2000)), /found data compressed with zstd/],
    ['bzip2', start(0x42, 0x5a, 0x68, 0x39), /found data compressed with bzip2/],
    ['zip inside gzip', gzipSync(start(0x50, 0x4b, 0x03, 0x04)), /found a zip file/],
    ['gzip inside gzip', gzipSync(packed(upstreamArchive())), /found gzip data inside gzip data; decompress it once/],
  ])('%s', async (_format, bytes, found) => {
    await expect(evaluateBytes(bytes)).rejects.toMatchObject(unreadable(found));
  });
});

describe('a description of the plugin in an old form', () => {
  const described = (version: string, definition: string): ArchiveFiles =>
    upstreamArchive()
      .set('meta/config.json', JSON.stringify({ UUID: 'u', Version: version }))
      .set('plugins/e2e/definition.json', definition);
  const old = JSON.stringify({ Name: 'e2e', ResultType: 'e2e' });

  test.each<[version: string, definition: string, damaged: boolean]>([
    ['v0.15.4', old, false],
    ['v0.16.0', old, true],
    ['v0.57.5', old, true],
  ])('of Sonobuoy %s: damage %#', async (version, definition, damaged) => {
    expect(codesOf(await evaluateFiles(described(version, definition))).includes('metadata-unreadable')).toBe(damaged);
  });
});
