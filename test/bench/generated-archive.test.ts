import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Verdict } from '../../results-parsers/documents/verdict/verdict.ts';
import { evaluateArchive } from '../../results-parsers/evaluate/evaluate-archive.ts';
import { writeArchive } from './generated-archive.ts';

const RECORDED = 'test/fixtures/upstream-conformance.tar.gz';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function verdictOn(file: string): Promise<Omit<Verdict, 'archive'>> {
  const { archive: _, ...verdict } = await evaluateArchive(createReadStream(file), {
    archiveName: 'x',
    toolVersion: '0',
  });
  return verdict;
}

test('an archive of any size is whole, and gets the verdict of the recorded one', async () => {
  const expected = await verdictOn(RECORDED);
  for (const bytes of [0, 1_000_000, 5_000_000]) {
    const file = join(directory, String(bytes));
    await writeArchive(file, RECORDED, bytes);
    const { size } = await stat(file);
    expect(size).toBeGreaterThan(bytes);
    expect(size).toBeLessThan(bytes + 2_500_000);
    expect(await verdictOn(file)).toEqual(expected);
  }
});

test('an archive has the same bytes every time', async () => {
  const files = [join(directory, 'one'), join(directory, 'another')] as const;
  for (const file of files) await writeArchive(file, RECORDED, 1_000_000);
  const [one, another] = await Promise.all(files.map((file) => readFile(file)));
  expect(another?.equals(one ?? Buffer.alloc(0))).toBe(true);
});
