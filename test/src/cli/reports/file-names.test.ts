import { describe, expect, test } from '@jest/globals';
import { FileNames } from '../../../../src/cli/reports/file-names.ts';

describe('files about archives are named', () => {
  test('the same for a single archive of any name', () => {
    expect(new FileNames(['/x/results.tar.gz']).prefix('/x/results.tar.gz')).toBe('');
  });

  test.each([
    ['/x/results.tar.gz', 'results.'],
    ['results.tgz', 'results.'],
    ['./unpacked/', 'unpacked.'],
    ['junit_01.xml', 'junit_01.'],
    ['-', 'standard-input.'],
    ['2026-11 höhe;rm.tar', '2026-11-höhe-rm.'],
    ['ho\u0308he.tar', 'höhe.'],
    ['结果 Прогон.tar.gz', '结果-Прогон.'],
    ['a\u001b[31m\u202e😀.tar', 'a--31m--.'],
    [`${'ö'.repeat(120)}.tar`, `${'ö'.repeat(90)}.`],
    ['.hidden', 'hidden.'],
    ['..tar.gz', 'archive.'],
    ['/', 'archive.'],
  ])('after %s among several: %s', (archive, prefix) => {
    expect(new FileNames([archive, 'another']).prefix(archive)).toBe(prefix);
  });

  test('after the directories that distinguish archives of the same name', () => {
    const archives = ['a/results.tar.gz', 'b/results.tar.gz', 'x/results.tar.gz', 'y/b/results.tar.gz', 'other.tar'];
    const names = new FileNames(archives);
    const found = archives.map((archive) => names.prefix(archive));
    expect(found).toEqual([
      'a-results.',
      expect.stringMatching(/-b-results\.$/),
      'x-results.',
      'y-b-results.',
      'other.',
    ]);
  });

  test('with numbers for archives that would otherwise share a file', () => {
    const archives = ['x.tar.gz', 'X.tgz', 'x-2', 'x.tar.gz'];
    const names = new FileNames(archives);
    expect(archives.map((archive) => names.prefix(archive))).toEqual(['x.', 'X-2.', 'x-2-2.', 'x-3.']);
  });
});
