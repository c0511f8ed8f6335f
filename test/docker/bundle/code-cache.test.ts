import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { codeCacheDirectory } from '../../../src/cli/bundled/parts.ts';

const BUNDLE = resolve('dist/command-line');

function compiled(bundle: string): Map<string, Buffer> {
  const cache = codeCacheDirectory(bundle);
  return new Map(readdirSync(cache).map((name) => [name, readFileSync(join(cache, name))]));
}

test("the same bundle and Node.js give the same compiled code, in any directory and with any of the builder's settings", () => {
  const copy = mkdtempSync(join(tmpdir(), 'scs-networking-bundle-'));
  try {
    cpSync(BUNDLE, copy, { recursive: true });
    rmSync(codeCacheDirectory(copy), { recursive: true });
    const env = { FORCE_COLOR: '3', COLUMNS: '200', LANG: 'de_DE.UTF-8' };
    execFileSync(process.execPath, [resolve('docker/bundle/code-cache.ts'), copy], { cwd: copy, env });
    const again = compiled(copy);
    expect([...again.keys()].sort()).toEqual(['evaluate.cache', 'rest.cache', 'start.cache']);
    for (const [name, code] of compiled(BUNDLE)) expect([name, again.get(name)?.equals(code)]).toEqual([name, true]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
