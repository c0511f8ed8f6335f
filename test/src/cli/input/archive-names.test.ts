import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { archiveNames } from '../../../../src/cli/input/archive-names.ts';

describe('archives are named in their verdicts', () => {
  test.each([
    [['/somewhere/results.tar.gz'], ['results.tar.gz']],
    [
      ['a.tar', 'b/c.tar'],
      ['a.tar', 'c.tar'],
    ],
    [
      ['/x/a/results.tar.gz', '/x/b/results.tar.gz', '/x/c.tar.gz'],
      ['a/results.tar.gz', 'b/results.tar.gz', 'c.tar.gz'],
    ],
    [
      ['/x/a/r.tar', '/y/a/r.tar', '/y/b/r.tar'],
      ['x/a/r.tar', 'y/a/r.tar', 'b/r.tar'],
    ],
    [
      ['./r.tar', 'r.tar', resolve('r.tar')],
      ['r.tar', 'r.tar', 'r.tar'],
    ],
    [
      ['/r.tar', '/a/r.tar'],
      ['/r.tar', 'a/r.tar'],
    ],
    [['/'], ['']],
  ])('after %j: %j', (archives, names) => {
    const found = archiveNames(archives);
    expect(archives.map((archive) => found.get(archive))).toEqual(names);
  });
});
