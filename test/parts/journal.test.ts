import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PartJournal, type PartResult } from './journal.ts';

let directory: string;
const file = () => join(directory, 'deep', 'parts.json');

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-journal-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const result = (changes: Partial<PartResult> = {}): PartResult => ({
  ...{ passed: 3, failed: 0, skipped: 1, seconds: 2.5, at: '2026-01-02T03:04:05.000Z', tree: 'these' },
  ...changes,
});

test('a result is available to the next call', async () => {
  const journal = await PartJournal.open(file());
  expect(journal.last('run')).toBeNull();
  await journal.record('run', result());
  await journal.record('checks', result({ failed: 1 }));
  const later = await PartJournal.open(file());
  expect(later.last('run')).toEqual(result());
  expect(later.last('checks')).toEqual(result({ failed: 1 }));
});

test.each([
  ['it passed with these files', result(), 'these', true],
  ['it passed with other files', result({ tree: 'others' }), 'these', false],
  ['the files are not known', result({ tree: null }), null, false],
  ['one of its tests failed', result({ failed: 1 }), 'these', false],
  ['it ran no test', result({ passed: 0 }), 'these', false],
])('a part may be skipped if %s, or not', async (_what, last, tree, expected) => {
  const journal = await PartJournal.open(file());
  await journal.record('run', last);
  expect(journal.passedNow('run', tree) !== null).toBe(expected);
});

test('an unreadable journal counts as missing', async () => {
  const journal = await PartJournal.open(file());
  await journal.record('run', result());
  for (const text of [(await readFile(file(), 'utf8')).slice(0, 40), '{"run":{"passed":"all"}}', '[]']) {
    await writeFile(file(), text);
    expect((await PartJournal.open(file())).last('run')).toBeNull();
  }
});
