import { describe, expect, test } from '@jest/globals';
import { FileNames } from '../../../../src/cli/reports/file-names.ts';

describe('files about archives are called', () => {
  test('the same whatever a single archive is called', () => {
    expect(new FileNames(1).prefix('/x/results.tar.gz')).toBe('');
  });

  test.each([
    ['/x/results.tar.gz', 'results.'],
    ['results.tgz', 'results.'],
    ['./unpacked/', 'unpacked.'],
    ['junit_01.xml', 'junit_01.'],
    ['-', 'standard-input.'],
    ['2026-11 höhe;rm.tar', '2026-11-h-he-rm.'],
    ['.hidden', 'hidden.'],
    ['..tar.gz', 'archive.'],
    ['/', 'archive.'],
  ])('after %s among several: %s', (archive, prefix) => {
    expect(new FileNames(2).prefix(archive)).toBe(prefix);
  });

  test('otherwise for each of the archives that share a name', () => {
    const names = new FileNames(4);
    const archives = ['a/x.tar.gz', 'b/X.tar.gz', 'x-2', 'c/x.tar.gz'];
    expect(archives.map((archive) => names.prefix(archive))).toEqual(['x.', 'X-2.', 'x-2-2.', 'x-3.']);
  });
});
