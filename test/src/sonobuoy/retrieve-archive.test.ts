import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { retrieveArchive } from '../../../src/sonobuoy/retrieve-archive.ts';
import type { ArchiveInfo } from '../../../src/sonobuoy/run-watch.ts';
import { FakeSonobuoy } from './fake-sonobuoy.ts';

const NAME = '202611240600_sonobuoy_x.tar.gz';
const whole = gzipSync(Buffer.from('an archive '.repeat(1000)));
const INFO: ArchiveInfo = {
  name: NAME,
  sha256: createHash('sha256').update(whole).digest('hex'),
  size: whole.length,
};
const TARGET = { namespace: 'elsewhere', context: 'mine' };

let directory = '';
let fake: FakeSonobuoy | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
});
afterEach(() => {
  fake?.remove();
  rmSync(directory, { recursive: true });
});

/** Puts a file into the directory before the retrieval. */
function put(name: string, content: string | Uint8Array): void {
  mkdirSync(join(directory, 'new'), { recursive: true });
  writeFileSync(join(directory, 'new', name), content);
}

async function retrieve(script: string, expected: ArchiveInfo | null) {
  fake = new FakeSonobuoy(script);
  fake.write('whole', whole);
  fake.write('half', whole.subarray(0, whole.length / 2));
  const said: string[] = [];
  const result = await retrieveArchive(TARGET, expected, join(directory, 'new'), (line) => said.push(line), 1).catch(
    (error: Error) => error.message,
  );
  return { result, said, files: readdirSync(join(directory, 'new')) };
}

const found = () => ({ file: join(directory, 'new', NAME), sha256: INFO.sha256, bytes: whole.length });

describe('an archive is retrieved', () => {
  test.each([
    ['compared with Sonobuoy’s digest', INFO],
    ['decompressed, if Sonobuoy gives no digest', null],
  ])('at once if it arrives whole, %s', async (_, expected) => {
    const { result, said, files } = await retrieve('cp "$here/whole" "$2/202611240600_sonobuoy_x.tar.gz"', expected);
    expect(result).toEqual(found());
    expect(said).toEqual([]);
    expect(files).toEqual([NAME]);
    expect(readFileSync(found().file).equals(whole)).toBe(true);
  });

  test.each([
    [
      'half of it arrived',
      '[ $n = 1 ] && { cp "$here/half" "$2/202611240600_sonobuoy_x.tar.gz"; exit 0; }',
      INFO,
      /expected \d+ bytes with SHA-256/,
    ],
    [
      'half of it arrived, and Sonobuoy gives no digest',
      '[ $n = 1 ] && { cp "$here/half" "$2/202611240600_sonobuoy_x.tar.gz"; exit 0; }',
      null,
      /cut off/,
    ],
    [
      'the connection broke',
      '[ $n = 1 ] && { cp "$here/half" "$2/202611240600_sonobuoy_x.tar.gz"; echo "error retrieving results: EOF" >&2; exit 2; }',
      INFO,
      /error retrieving results: EOF/,
    ],
    ['nothing arrived', '[ $n = 1 ] && exit 0', INFO, /found none/],
    ['two files arrived', '[ $n = 1 ] && { cp "$here/whole" "$2/b.tar.gz"; }', INFO, /found 2/],
  ])('again if %s', async (_, first, expected, problem) => {
    const { result, said, files } = await retrieve(
      `${first}\ncp "$here/whole" "$2/202611240600_sonobuoy_x.tar.gz"`,
      expected,
    );
    expect(result).toEqual(found());
    expect(said).toEqual([expect.stringMatching(problem)]);
    expect(said[0]).toMatch(/\(attempt 1 of 6\)/);
    expect(files).toEqual([NAME]);
  });

  test('from the requested run', async () => {
    const { result } = await retrieve(
      'shift 2; [ "$*" = "--context mine --namespace elsewhere" ] && exit 9; exit 8',
      INFO,
    );
    expect(result).toMatch(/exited with 9/);
  });

  test('never in part', async () => {
    const { result, said, files } = await retrieve('cp "$here/half" "$2/202611240600_sonobuoy_x.tar.gz"', INFO);
    expect(result).toMatch(/^expected sonobuoy retrieve to fetch the whole archive, found: expected/);
    expect(said).toHaveLength(6);
    expect(files).toEqual([]);
  });
});

describe('a retrieved archive replaces nothing:', () => {
  test.each([
    '.bashrc',
    'verdict.json',
    'results.tar.gz',
    '202611240600_sonobuoy_x.tar.gz.sh',
    '-rf',
    '\x1b[2J.tar.gz',
  ])('with the name %j, which Sonobuoy does not give, it is named after its digest', async (name) => {
    put(name, 'mine');
    const { result, files } = await retrieve(`cp "$here/whole" "$2/${name}"`, INFO);
    const ours = `sonobuoy_${INFO.sha256.slice(0, 12)}.tar.gz`;
    expect(result).toEqual({ ...found(), file: join(directory, 'new', ours) });
    expect(files.sort()).toEqual([name, ours].sort());
    expect(readFileSync(join(directory, 'new', name), 'utf8')).toBe('mine');
  });

  test('another file of its name stays, and it gets a name with a number', async () => {
    put(NAME, 'mine');
    const { result, files } = await retrieve(`cp "$here/whole" "$2/${NAME}"`, INFO);
    const other = NAME.replace('_x', '_x-2');
    expect(result).toEqual({ ...found(), file: join(directory, 'new', other) });
    expect(files.sort()).toEqual([other, NAME].sort());
    expect(readFileSync(found().file, 'utf8')).toBe('mine');
  });

  test('it is not kept twice if it is already there', async () => {
    put(NAME, whole);
    const { result, files } = await retrieve(`cp "$here/whole" "$2/${NAME}"`, INFO);
    expect(result).toEqual(found());
    expect(files).toEqual([NAME]);
  });

  test.each([
    ['a link', 'ln -s "$here/whole"'],
    ['a directory', 'mkdir'],
  ])('%s is not an archive', async (_what, make) => {
    const { result, files } = await retrieve(`${make} "$2/${NAME}"`, INFO);
    expect(result).toMatch(/found something that is not a file/);
    expect(files).toEqual([]);
  });
});
