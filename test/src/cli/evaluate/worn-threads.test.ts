import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { packed, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { runIn, writerIn } from '../command-line.ts';

const ARCHIVES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  for (const name of ARCHIVES) writerIn(directory)(name, packed(upstreamArchive()));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Makes every thread report this heap size, and counts the threads. */
function heapOf(bytes: number): string[] {
  const script = `data:text/javascript,
    import fs from 'node:fs';
    import v8 from 'node:v8';
    import { isMainThread } from 'node:worker_threads';
    import { syncBuiltinESMExports } from 'node:module';
    if (!isMainThread) fs.appendFileSync('threads', '.');
    v8.getHeapStatistics = () => ({ total_heap_size: ${bytes} });
    syncBuiltinESMExports();`;
  return ['--import', script];
}

test.each([
  ['is replaced, with each archive evaluated once, if its heap has grown', 1e9, ARCHIVES.length / 3],
  ['is kept if its heap has not grown', 6e7, 1],
])('a thread %s', (_what, bytes, threads) => {
  const args = ['evaluate', '--jobs', '1', '--format', 'csv', ...ARCHIVES];
  const expected = runIn(directory, args);
  expect(expected.stdout.split('\n')).toHaveLength(ARCHIVES.length + 2);
  const ended = runIn(directory, args, undefined, heapOf(bytes));
  const counted = existsSync(join(directory, 'threads')) ? readFileSync(join(directory, 'threads'), 'utf8').length : 0;
  rmSync(join(directory, 'threads'), { force: true });
  expect(ended).toEqual(expected);
  expect(counted).toBeGreaterThanOrEqual(Math.floor(threads));
  if (threads === 1) expect(counted).toBe(1);
});
