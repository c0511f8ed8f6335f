import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { blocksRunBy } from '../../../docs/documented-commands.ts';
import { CLI } from '../command-line.ts';
import { Gateway, hasGo } from './gateway.ts';

// The store is built from Go modules the first time.
jest.setTimeout(15 * 60_000);

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const commands = blocksRunBy('test/src/cli/store/documented-commands.test.ts').flatMap((block) => block.commands);
const gateway = new Gateway();

let directory = '';
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const command = join(directory, 'scs-networking');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(command, 0o755);
  if (!hasGo) return;
  await gateway.start();
  mkdirSync(join(gateway.directory, '2026'));
  cpSync(join(FIXTURES, 'enforcing.tar.gz'), join(gateway.directory, '2026/a.tar.gz'));
});
afterAll(async () => {
  await gateway.stop();
  rmSync(directory, { recursive: true });
});

(hasGo ? test : test.skip)('the commands of the page on object stores do what the page says', () => {
  const env = { ...process.env, ...gateway.environment(), PATH: `${directory}:${process.env['PATH']}` };
  for (const command of commands) {
    const { status, stdout } = spawnSync('bash', ['-c', command], { cwd: directory, env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('s3://archives/2026/a.tar.gz') });
  }
  expect(readdirSync(join(gateway.directory, 'reports'))).toEqual(['clauses.parquet', 'specs.parquet', 'verdicts.csv']);
});
