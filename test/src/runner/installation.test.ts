import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { install, runtimeFiles } from '../../../src/runner/installation.ts';

const directory = mkdtempSync(join(tmpdir(), 'scs-installation-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Starts the installed node as the plugin's pod does, with nothing in its environment. */
function start(installed: string): string {
  const args = ['--library-path', join(installed, 'lib'), join(installed, 'node'), join(installed, 'dist/runner.js')];
  return spawnSync(join(installed, 'loader'), args, { env: {}, encoding: 'utf8' }).stdout;
}

test("the running node's files are found with its loader and its libraries, wherever the architecture keeps them", () => {
  const { node, loader, libraries } = runtimeFiles();
  expect(node).toBe(process.execPath);
  expect(basename(loader)).toMatch(/^ld-linux/);
  expect(libraries.map((path) => basename(path))).toContain('libc.so.6');
  for (const path of [node, loader, ...libraries]) expect(existsSync(path)).toBe(true);
});

describe('an installation', () => {
  const source = join(directory, 'source');
  const first = join(directory, 'first');
  mkdirSync(join(source, 'dist'), { recursive: true, mode: 0o700 });
  writeFileSync(join(source, 'dist/runner.js'), "import { word } from './chunk.js';\nconsole.log(word);\n", {
    mode: 0o600,
  });
  writeFileSync(join(source, 'dist/chunk.js'), "export const word = 'started';\n", { mode: 0o600 });
  install(source, first);

  test('starts by itself', () => {
    expect(readdirSync(first).sort()).toEqual(['dist', 'lib', 'loader', 'node', 'package.json']);
    expect(start(first)).toBe('started\n');
  });

  test('can be copied again, like the init container copies it into an existing volume', () => {
    const second = join(directory, 'second');
    mkdirSync(second);
    install(first, second);
    expect(start(second)).toBe('started\n');
  });

  test('can be read by any user, whatever the file modes of the bundle', () => {
    const unreadable = spawnSync('find', [first, '!', '-perm', '-005'], { encoding: 'utf8' });
    expect(unreadable.stdout).toBe('');
  });
});
