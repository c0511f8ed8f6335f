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
  // Opening a pipe to read waits until somebody opens it to write.
  spawnSync('mkfifo', [join(directory, 'one'), join(directory, 'other')]);
});
afterAll(() => rmSync(directory, { recursive: true }));

test('a closed pool does not restart the work of its threads', async () => {
  const settings = { formats: [], look: { colour: false, verbose: false }, toolVersion: '0', limits: {} };
  const pool = new EvaluationPool(1, { ...settings, waivers: [], strictFlakes: false, extended: false });
  const writers = ['one', 'other'].map((name) => openSync(join(directory, name), 'r+'));
  const evaluations = ['one', 'other'].map((name) => pool.evaluate({ archive: join(directory, name) }));
  await sleep(500);
  const closed = pool.close();
  // A thread ends only after the system call for which it waits.
  for (const writer of writers) closeSync(writer);
  await closed;
  const endings = await Promise.all(evaluations);
  expect(endings.map(({ ending }) => ending)).toEqual(['defect', 'defect']);
}, 10_000);
