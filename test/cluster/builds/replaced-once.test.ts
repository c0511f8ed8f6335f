import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replacedOnce } from './replaced-once.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-replaced-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function replacedIn(text: string): Promise<string> {
  const file = join(directory, 'file');
  await writeFile(file, text);
  return await replacedOnce(file, { from: 'old', to: 'new' });
}

describe('a change of a source file', () => {
  test('is made where its place is', async () => {
    expect(await replacedIn('an old line\n')).toBe('an new line\n');
  });

  test.each([
    ['not there', 'a line\n'],
    ['there twice', 'old and old\n'],
  ])('is refused if its place is %s: another version may need another change', async (_, text) => {
    await expect(replacedIn(text)).rejects.toMatchObject({ code: 'TOOL_FAILED' });
  });
});
