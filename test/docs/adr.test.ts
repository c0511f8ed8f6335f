import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const RECORDS = join(import.meta.dirname, '../../docs/adr');
const files = readdirSync(RECORDS).sort();

test('decisions are numbered consecutively, each number once', () => {
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
});

test.each(files)('%s has its number in its title, and the day and state of the decision below', (file) => {
  const [title = '', , state = ''] = readFileSync(join(RECORDS, file), 'utf8').split('\n');
  expect(title).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. `));
  expect(state).toMatch(/^\d{4}-\d{2}-\d{2}, (?:accepted|superseded)/);
});
