import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';

// actionlint is a Go module, so this test is beside the others that build Go modules.
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const ROOT = join(import.meta.dirname, '../../../..');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-actionlint-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('GitHub understands the workflows, as far as actionlint can tell', async () => {
  await execa('go', ['install', ACTIONLINT], { env: { GOBIN: directory, GOFLAGS: '-mod=mod' } });
  const lint = (...files: string[]) =>
    execa(join(directory, 'actionlint'), files, { cwd: ROOT, reject: false, all: true });
  expect(await lint()).toMatchObject({ exitCode: 0, all: '' });
  // It must be able to find a problem.
  expect((await lint('.github/ISSUE_TEMPLATE/wrong-verdict.yaml')).all).toContain('"jobs" section is missing');
}, 300_000);
