import { describe, expect, test } from '@jest/globals';
import { csvHead, csvLine, unjudgedCsvLine } from '../../../../results-parsers/report/rows/csv.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { upstreamArchive } from '../../building/sonobuoy.ts';

const fieldOf = (archive: string): string => {
  const line = unjudgedCsvLine({ archive, ending: 'unusable', reason: '' });
  return line.slice(0, line.indexOf(',,'));
};

describe('a field of CSV', () => {
  test.each([
    ['plain.tar.gz', 'plain.tar.gz'],
    ['a,b', '"a,b"'],
    ['say "a"', '"say ""a"""'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['@x', "'@x"],
    ['-1', "'-1"],
    ['-', '-'],
    ['a\nb', 'a b'],
    ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ])('%j is written as %s', (given, expected) => {
    expect(fieldOf(given)).toBe(expected);
  });
});

test('every line has the columns of the header', async () => {
  const columns = csvHead().split(',').length;
  const verdict = await evaluateFiles(upstreamArchive());
  expect(csvLine(verdict, { archive: 'dir/a.tar.gz' }).split(',')).toHaveLength(columns);
  expect(unjudgedCsvLine({ archive: 'x', ending: 'defect', reason: 'y' }).split(',')).toHaveLength(columns);
});
