import { expect, test } from '@jest/globals';
import { tableOf } from './matrix-row.ts';

test('each row is one line of the table, whatever its texts contain', () => {
  const rows = [
    { name: 'S1', found: 'satisfied', problems: [] },
    { name: 'S2', found: '', problems: ['a|b\nc', 'd'] },
  ];
  expect(tableOf(rows).split('\n')).toEqual([
    '| state or scenario | found | verdict |',
    '|---|---|---|',
    '| S1 | satisfied | as expected |',
    '| S2 |  | a\\|b<br>c; d |',
    '',
  ]);
});
