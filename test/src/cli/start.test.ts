import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** Makes Node.js report an older version, like that of a first one in PATH. */
const OLD = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.2'})";
const BROUGHT = 'node_modules/.bin/node';

/** The bundle in a directory with nothing else, and in one where `npm ci` has installed a Node.js. */
let without = '';
let brought = '';
beforeAll(() => {
  [without, brought] = ['without', 'brought'].map((name) => {
    const directory = mkdtempSync(join(tmpdir(), `scs-networking-${name}-`));
    cpSync(resolve('dist'), join(directory, 'dist'), { recursive: true });
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
    symlinkSync('dist/cli.js', join(directory, 'scs-networking-scs'));
    return directory;
  }) as [string, string];
  mkdirSync(join(brought, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(brought, BROUGHT), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
  chmodSync(join(brought, BROUGHT), 0o755);
});
afterAll(() => {
  for (const directory of [without, brought]) rmSync(directory, { recursive: true });
});

function startOld(directory: string, file: string, ...args: string[]) {
  const command = ['--import', OLD, join(directory, file), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('under a Node.js that is too old', () => {
  test('every command exits with 2, before it does anything', () => {
    const { status, stdout, stderr } = startOld(without, 'dist/cli.js', 'catalogue');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^scs-networking: expected Node\.js 24 or newer, found 20\.19\.2;[^\n]*\n$/);
  });

  test.each([
    ['scs-networking-scs', 'run', '-k', 'x', '-c', 'a', '-c', 'b'],
    ['dist/cli.js', 'scs', '--testcases', 'a', 'b', '-k', 'x'],
  ])('%s answers each requested testcase', (file, ...args) => {
    const { status, stdout, stderr } = startOld(without, file, ...args);
    expect({ status, stdout }).toEqual({ status: 112, stdout: 'a: ABORT\nb: ABORT\n' });
    expect(stderr).toMatch(/^(?:CRITICAL: [ab]: ABORT: scs-networking: expected Node\.js 24[^\n]*\n){2}$/);
  });

  test.each([
    ['dist/cli.js', ['catalogue', '1.36'], 0],
    ['dist/cli.js', ['catalogue', 'no such version'], 2],
    ['scs-networking-scs', ['-c', 'a', '-k', 'not-there'], 112],
  ])('%s with %j does the same as under the Node.js that npm ci has installed', (file, args, status) => {
    const expected = spawnSync(process.execPath, [join(brought, file), ...args], { encoding: 'utf8' });
    expect(startOld(brought, file, ...args)).toEqual({ status, stdout: expected.stdout, stderr: expected.stderr });
  });

  test('an installed Node.js that is too old itself does not restart itself forever', () => {
    writeFileSync(join(brought, BROUGHT), `#!/bin/sh\nexec "${process.execPath}" --import "${OLD}" "$@"\n`);
    const { status, stderr } = startOld(brought, 'dist/cli.js', 'catalogue');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^scs-networking: expected Node\.js 24 or newer/);
  });
});
