import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { hostileArchives, writeHostileArchive } from '../../results-parsers/building/hostile-archives.ts';
import { watched } from '../../results-parsers/building/watched-process.ts';

jest.setTimeout(120_000);

/** More than the size from which the compression ratio is limited. `npm run test:mutants -- --hostile 380` does the same with as much as fits into 4 MB. */
const MEGABYTES = 20;
const MOST = { seconds: 20, megabytes: 400 };

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

test.each(hostileArchives(MEGABYTES).map((archive) => [archive.name, archive] as const))(
  'an archive that is made to be expensive stays within the limits on time and memory, and ends with a message: %s',
  async (_name, archive) => {
    const file = join(directory, 'hostile.tar.gz');
    await writeHostileArchive(archive, file);
    const command = [process.execPath, resolve('dist/cli.js'), 'evaluate', '--format', 'html', file] as const;
    const { exitCode, seconds, megabytes, stderr } = await watched(command, MOST);
    expect(stderr).not.toContain('defect');
    expect([0, 3, 112, 2]).toContain(exitCode);
    expect(seconds).toBeLessThan(MOST.seconds);
    expect(megabytes).toBeLessThan(MOST.megabytes);
  },
);

// Redacting reads the same files with the same readers, and keeps some of them.
const kept = /^(?:a log of headers|failed specs with long texts|results|Sonobuoy's results of (?:cases|specs))$/;

test.each(
  hostileArchives(MEGABYTES)
    .filter(({ name }) => kept.test(name))
    .map((archive) => [archive.name, archive] as const),
)('redacting it stays within the limits, and gives a whole copy or none: %s', async (_name, archive) => {
  const file = join(directory, 'hostile.tar.gz');
  const copy = join(directory, 'copy.tar.gz');
  await writeHostileArchive(archive, file);
  const command = [process.execPath, resolve('dist/cli.js'), 'redact', '--force', '--output', copy, file] as const;
  const { exitCode, seconds, megabytes, stderr } = await watched(command, MOST);
  expect(stderr).not.toContain('defect');
  expect([exitCode, existsSync(copy)]).toEqual(exitCode === 0 ? [0, true] : [2, false]);
  rmSync(copy, { force: true });
  expect(seconds).toBeLessThan(MOST.seconds);
  expect(megabytes).toBeLessThan(MOST.megabytes);
});
