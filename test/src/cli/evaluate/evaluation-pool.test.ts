import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EvaluationPool } from '../../../../src/cli/evaluate/evaluation-pool.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  // Whoever reads them waits for somebody who writes.
  spawnSync('mkfifo', [join(directory, 'one'), join(directory, 'other')]);
});
afterAll(() => rmSync(directory, { recursive: true }));

test('a pool that is closed begins nothing anew that its threads had at hand', async () => {
  const settings = { formats: [], look: { colour: false, verbose: false }, toolVersion: '0', limits: {} };
  const pool = new EvaluationPool(1, { ...settings, waivers: [], strictFlakes: false, extended: false });
  const writers = ['one', 'other'].map((name) => openSync(join(directory, name), 'r+'));
  const evaluations = ['one', 'other'].map((name) => pool.evaluate({ archive: join(directory, name) }));
  await sleep(500);
  const closed = pool.close();
  // A thread ends only once what it waits for in the kernel comes to an end.
  for (const writer of writers) closeSync(writer);
  await closed;
  const endings = await Promise.all(evaluations);
  expect(endings.map(({ ending }) => ending)).toEqual(['defect', 'defect']);
}, 10_000);
