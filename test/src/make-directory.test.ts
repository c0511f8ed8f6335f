import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeDirectory } from '../../src/make-directory.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  writeFileSync(join(directory, 'file'), '');
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('a directory', () => {
  test.each(['one', 'one', 'two/three/four', 'five/'])('exists afterwards, with its parents: %s', (path) => {
    makeDirectory(join(directory, path));
    expect(statSync(join(directory, path)).isDirectory()).toBe(true);
  });

  test.each([
    ['at the path of a file', 'file', /^\S+file: expected a directory or a place for one, found a file of that name$/],
    ['below a file', 'file/one', /found a file where a directory should be$/],
  ])('cannot be made %s, which is reported', (_, path, message) => {
    expect(() => makeDirectory(join(directory, path))).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(() => makeDirectory(join(directory, path))).toThrow(message);
  });

  // Other systems have no /proc.
  (existsSync('/proc/self') ? test : test.skip).each(['/proc/none', '/proc/none/further'])(
    'cannot be made in /proc, if there is one, which is reported at once: %s',
    (path) => {
      expect(() => makeDirectory(path)).toThrow(/^\S+: expected a directory .*, found nothing of that name$/);
    },
  );
});
