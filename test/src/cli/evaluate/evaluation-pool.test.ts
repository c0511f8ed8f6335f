import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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
  const evaluations = ['one', 'other'].map((name) => pool.evaluate({ archive: join(directory, name) }));
  await sleep(500);
  await pool.close();
  const endings = await Promise.all(evaluations);
  expect(endings.map(({ ending }) => ending)).toEqual(['defect', 'defect']);
}, 10_000);
