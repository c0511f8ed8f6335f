import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { loadAll } from 'js-yaml';
import { ScsReport } from '../../results-parsers/documents/scs-report.ts';
import { sshVerify } from '../../src/signatures/ssh-keygen.ts';
import { CLI } from '../src/cli/command-line.ts';
import { blocksRunBy } from './documented-commands.ts';

const MONITOR = 'https://compliance.sovereignit.cloud';
const TOKEN = 'a-token';
/** The separator between signature and report in a body (compliance-monitor/monitor.py, SEP). */
const SEPARATOR = '-----END SSH SIGNATURE-----\n&';

const blocks = blocksRunBy('test/docs/scs-upload.test.ts');

let home = '';
/** UUIDs of the reports that the monitor has. */
const stored = new Set<string>();

/** Answers an upload like SCS's compliance-monitor (post_report in its monitor.py). */
async function answerTo(request: IncomingMessage): Promise<number> {
  const parts: Uint8Array[] = await request.toArray();
  const body = Buffer.concat(parts).toString('utf8');
  if (request.method !== 'POST' || request.url !== '/reports') return 404;
  const [, credentials = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const [subject, token] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  if (token !== TOKEN) return 401;
  if (request.headers['content-type'] !== 'application/x-signed-yaml') return 415;
  const at = body.indexOf(SEPARATOR);
  const end = at + SEPARATOR.length;
  const report = body.slice(end);
  const trust = { allowedSigners: join(home, 'allowed'), signer: 'mail@csp.eu' };
  const signature = body.slice(0, end - 1);
  if (at < 0 || !(await sshVerify(Buffer.from(report), signature, trust, 'report')).good) return 401;
  const documents = loadAll(report).map((document) => ScsReport.parse(document));
  if (documents.some((document) => document.subject !== subject)) return 401;
  if (documents.some(({ run }) => stored.has(run.uuid))) return 409;
  for (const { run } of documents) stored.add(run.uuid);
  return 200;
}

const monitor = createServer((request, response) => {
  answerTo(request).then(
    (status) => response.writeHead(status).end(),
    () => response.writeHead(500).end(),
  );
});

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  mkdirSync(join(home, '.ssh'));
  mkdirSync(join(home, 'bin'));
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, '.ssh/id_ed25519')]);
  writeFileSync(join(home, 'allowed'), `mail@csp.eu ${readFileSync(join(home, '.ssh/id_ed25519.pub'), 'utf8')}`);
  writeFileSync(join(home, 'bin/scs-networking'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(home, 'bin/scs-networking'), 0o755);
  copyFileSync('test/fixtures/enforcing-with-sctp.tar.gz', join(home, 'results.tar.gz'));
  await new Promise<void>((resolve) => monitor.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  monitor.close();
  rmSync(home, { recursive: true });
});

/** Runs a command of the page with this test's monitor instead of SCS's. */
async function type(command: string, token = TOKEN): Promise<{ exitCode: number | undefined; stderr: string }> {
  const { port } = monitor.address() as AddressInfo;
  const { exitCode, stderr } = await execa('bash', ['-c', command.replace(MONITOR, `http://127.0.0.1:${port}`)], {
    cwd: home,
    env: { HOME: home, TOKEN: token, PATH: `${join(home, 'bin')}:${process.env['PATH']}` },
    reject: false,
  });
  return { exitCode, stderr };
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe('the commands that upload a report without SCS’s script', () => {
  test('are one block, which ends with the upload to the monitor', () => {
    expect(blocks.map(({ heading }) => heading)).toEqual(["Upload a report without SCS's script"]);
    expect(blocks[0]?.commands.at(-1)).toMatch(new RegExp(`^curl .* ${MONITOR}/reports$`, 's'));
  });

  (hasCurl ? test : test.skip)('upload it once, and only with the token', async () => {
    const commands = blocks[0]?.commands ?? [];
    const upload = commands.at(-1) ?? '';
    for (const command of commands.slice(0, -1)) expect(await type(command)).toMatchObject({ exitCode: 0 });
    expect(await type(upload, 'another')).toMatchObject({ exitCode: 22, stderr: expect.stringContaining('401') });
    expect(stored.size).toBe(0);
    expect(await type(upload)).toMatchObject({ exitCode: 0 });
    expect(stored.size).toBe(1);
    expect(await type(upload)).toMatchObject({ exitCode: 22, stderr: expect.stringContaining('409') });
    // Changes the report after it was signed.
    const report = join(home, 'reports/scs-report.yaml');
    writeFileSync(report, readFileSync(report, 'utf8').replace('example-1.36', 'example-1.37'));
    expect(await type(upload)).toMatchObject({ exitCode: 22, stderr: expect.stringContaining('401') });
  });
});
