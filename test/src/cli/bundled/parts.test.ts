import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codeCacheDirectory } from '../../../../src/cli/bundled/parts.ts';

const FIXTURE = resolve('test/fixtures/enforcing.tar.gz');
const PARTS = ['start', 'evaluate', 'rest'];
/** Prints for each part whether V8 accepts the code that was compiled before; null: there is none. */
const TAKEN = `
import { BundledParts } from ${JSON.stringify(resolve('src/cli/bundled/parts.ts'))};
const parts = new BundledParts(process.argv[1]);
for (const name of ${JSON.stringify(PARTS)}) parts.chunks(name);
const taken = [...parts.scripts].map(([, { cachedDataRejected = null }]) => cachedDataRejected === null ? null : !cachedDataRejected);
process.stdout.write(JSON.stringify(taken));
`;

let directory = '';
let bundle = '';
let cache = '';
let expected = '';
beforeAll(() => {
  expected = evaluate(resolve('dist')).stdout;
});

/** Makes a copy of the bundle, which tests may change. */
function freshBundle(): void {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-bundle-'));
  bundle = join(directory, 'dist');
  cpSync(resolve('dist'), bundle, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  cache = codeCacheDirectory(join(bundle, 'command-line'));
}
beforeAll(freshBundle);
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(dist: string, ...options: string[]): { status: number | null; stdout: string; stderr: string } {
  const args = [...options, join(dist, 'cli.js'), 'evaluate', '--format', 'json', FIXTURE];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 24 });
  return { status, stdout, stderr };
}

function taken(...options: string[]): unknown {
  const args = [...options, '--input-type=module', '--eval', TAKEN, join(bundle, 'command-line')];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return stdout === '' ? stderr : JSON.parse(stdout);
}

describe('the code that was compiled when the command line was bundled', () => {
  test('exists for each part, and V8 accepts it', () => {
    expect(readdirSync(cache).sort()).toEqual(PARTS.map((name) => `${name}.cache`).sort());
    expect(taken()).toEqual([true, true, true]);
  });

  test('is rejected by a V8 with other options, which gives the same verdict', () => {
    expect(taken('--no-opt')).toEqual([false, false, false]);
    expect(evaluate(bundle, '--no-opt')).toEqual({ status: 0, stdout: expected, stderr: '' });
  });

  test.each([
    ['is cut off', (code: Buffer) => code.subarray(0, code.length / 2)],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', (code: Buffer) => Buffer.alloc(code.length, 'x')],
    [
      'is from another version of V8',
      (code: Buffer) => Buffer.concat([code.subarray(0, 4), Buffer.alloc(4), code.subarray(8)]),
    ],
    [
      'is from another script',
      () => readFileSync(join(codeCacheDirectory(resolve('dist/command-line')), 'start.cache')),
    ],
  ])('is rejected if it %s, and the verdict is the same', (_, change) => {
    const file = join(cache, 'evaluate.cache');
    const code = readFileSync(file);
    writeFileSync(file, change(code));
    expect(taken()).toEqual([true, false, true]);
    expect(evaluate(bundle)).toEqual({ status: 0, stdout: expected, stderr: '' });
    writeFileSync(file, code);
  });

  test('is ignored by another version of Node.js, which gives the same verdict', () => {
    renameSync(cache, join(cache, '../v24.0.0-linux-x64'));
    expect(taken()).toEqual([null, null, null]);
    expect(evaluate(bundle)).toEqual({ status: 0, stdout: expected, stderr: '' });
  });
});

test('the parts of the command line are ASCII except in comments, as their reader assumes', () => {
  for (const name of PARTS) {
    const lines = readFileSync(`dist/command-line/${name}.cjs`, 'latin1').split('\n');
    expect(lines.filter((line) => /[^\0-\x7f]/.test(line.replace(/ \/\/ .*/, '')))).toEqual([]);
  }
});
