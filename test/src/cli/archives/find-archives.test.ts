import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findArchives } from '../../../../src/cli/archives/find-archives.ts';
import { namePattern } from '../../../../src/cli/archives/name-patterns.ts';
import { writerIn } from '../command-line.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  for (const file of [
    'all/b/202611220301_sonobuoy_x.tar.gz',
    'all/b/other.tgz',
    'all/b/notes.txt',
    'all/a.tar',
    'all/Z.tar.gz',
    'all/v1.36/provider/junit_01.xml',
    'all/v1.36/provider/e2e.log',
    'all/v1.36/provider/below/in.tar.gz',
    'all/v1.35/unpacked/meta/config.json',
    'all/.hidden/h.tar.gz',
    'none/notes.txt',
  ]) {
    write(file, '');
  }
  symlinkSync('..', join(directory, 'all/b/link-to-all'));
  symlinkSync('other.tgz', join(directory, 'all/b/link.tar.gz'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function found(given: readonly string[], ...globs: string[]): Promise<string[]> {
  const { archives } = await findArchives(
    given.map((path) => join(directory, path)),
    globs.map(namePattern),
  );
  return archives.map((path) => path.slice(directory.length + 1));
}

const everything = [
  'all/.hidden/h.tar.gz',
  'all/Z.tar.gz',
  'all/a.tar',
  'all/b/202611220301_sonobuoy_x.tar.gz',
  'all/b/other.tgz',
  'all/v1.35/unpacked',
  'all/v1.36/provider',
];

describe('in a directory', () => {
  test('archives are found at any depth, packed, unpacked and as JUnit files, sorted, and links are not followed', async () => {
    expect(await found(['all'])).toEqual(everything);
  });

  test.each<[string[], string[]]>([
    [['*_sonobuoy_*.tar.gz'], ['all/b/202611220301_sonobuoy_x.tar.gz']],
    [
      ['*.tar', '*.tgz'],
      ['all/a.tar', 'all/b/other.tgz'],
    ],
    [['v1.3?/*'], ['all/v1.35/unpacked', 'all/v1.36/provider']],
    [['provider'], ['all/v1.36/provider']],
    [['junit_*.xml'], ['all/v1.36/provider/junit_01.xml']],
    [['v1.36/**/*.tar.gz'], ['all/v1.36/provider/below/in.tar.gz']],
  ])('the patterns %j select archives', async (globs, expected) => {
    expect(await found(['all'], ...globs)).toEqual(expected);
  });

  test('that is itself an archive, patterns select single files', async () => {
    expect(await found(['all/v1.36/provider'])).toEqual(['all/v1.36/provider']);
    expect(await found(['all/v1.36/provider'], '*.xml')).toEqual(['all/v1.36/provider/junit_01.xml']);
  });
});

test('found archives are listed in the place of their directory, and a missing one keeps its place', async () => {
  const given = ['not-there.tar.gz', 'all/b', 'all/a.tar'];
  expect(await found(given)).toEqual([
    'not-there.tar.gz',
    'all/b/202611220301_sonobuoy_x.tar.gz',
    'all/b/other.tgz',
    'all/a.tar',
  ]);
});

test('paths keep the beginning that was given', async () => {
  const { archives } = await findArchives([`${directory}/all/b/`, `${directory}/./none/../all/v1.36`]);
  expect(archives).toEqual([
    `${directory}/all/b/202611220301_sonobuoy_x.tar.gz`,
    `${directory}/all/b/other.tgz`,
    `${directory}/./none/../all/v1.36/provider`,
  ]);
});

test.each<[string[], RegExp]>([
  [[], /^expected an unpacked Sonobuoy archive .* found not one of them/],
  [['*.zip'], /^expected archives that --include names, found not one/],
])('a directory in which nothing is found is reported as a problem (%j)', async (globs, expected) => {
  const none = join(directory, 'none');
  const { archives, problems } = await findArchives([none], globs.map(namePattern));
  expect(archives).toEqual([none]);
  expect([...problems]).toEqual([[none, expect.stringMatching(expected)]]);
});
