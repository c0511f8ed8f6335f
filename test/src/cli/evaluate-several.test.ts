import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { packed, requiredCases, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn } from './command-line.ts';

// Each test starts Node and threads, which is slow on a busy machine.
jest.setTimeout(60_000);

const [first, ...others] = requiredCases();
const archives = {
  compliant: packed(upstreamArchive()),
  'non-compliant': packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] })),
  inconclusive: packed(upstreamArchive({ cases: others })),
  text: Buffer.from('no archive at all. '.repeat(100)),
  'waivers.yaml': Buffer.from(`apiVersion: scs-networking/v1
kind: Waivers
waivers:
  - id: mine
    specs: [${JSON.stringify(first?.name)}]
    reason: because
    link: https://example.org/1
    owner: somebody
    expires: 2027-12-31
`),
};

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  for (const [name, bytes] of Object.entries(archives)) writeFileSync(join(directory, name), bytes);
});
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(args: readonly string[], input?: Uint8Array, nodeArgs: readonly string[] = []): Ended {
  return runIn(directory, ['evaluate', ...args], input, nodeArgs);
}

const mixed = ['non-compliant', 'text', 'compliant', 'not-there', 'inconclusive', 'compliant', 'non-compliant'];

describe('scs-networking evaluate with several archives', () => {
  test.each([
    ['text', []],
    [
      'json',
      [
        '--waivers',
        'waivers.yaml',
        '--max-entries',
        '50',
        '--plugin',
        'e2e',
        '--as-of',
        '2026-11-22',
        '--strict-flakes',
      ],
    ],
  ])(
    'prints in the format %s with %j the same bytes, however many archives are evaluated at a time',
    (format, flags) => {
      const args = ['--format', format, ...flags, ...mixed];
      const one = evaluate(['--jobs', '1', ...args]);
      expect(one.stdout).not.toBe('');
      expect(evaluate(['--jobs', '3', ...args])).toEqual(one);
    },
  );

  test('prints each archive as it would alone, in the given order', () => {
    const endedAlone = new Map([...new Set(mixed)].map((archive) => [archive, evaluate([archive])]));
    const alone = mixed.flatMap((archive) => endedAlone.get(archive) ?? []);
    const together = evaluate(['--jobs', '3', ...mixed]);
    const reports = alone.map(({ stdout }) => stdout).filter((report) => report !== '');
    expect(reports).toHaveLength(5);
    expect(together).toEqual({
      status: 3,
      stdout: reports.join('\n'),
      stderr: alone.map(({ stderr }) => stderr).join(''),
    });
  });

  test('finds its threads in the bundle, too', () => {
    const bundle = resolve('dist/cli.js');
    const args = ['evaluate', '--jobs', '2', ...mixed];
    const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual(runIn(directory, args));
  });

  test('may read one of them from standard input', () => {
    const { status, stdout } = evaluate(['--jobs', '2', '--format', 'json', 'compliant', '-'], archives.inconclusive);
    expect(status).toBe(112);
    expect(stdout).toMatch(/"name": "compliant"[\s\S]*"name": "standard input"/);
  });

  test('reads standard input before others, one archive at a time', () => {
    const { status, stdout } = evaluate(['--format', 'csv', '--jobs', '1', '-', 'non-compliant'], archives.compliant);
    expect([status, stdout.trim().split('\n').length]).toEqual([3, 3]);
  });

  test('refuses to read standard input twice', () => {
    const { status, stdout, stderr } = evaluate(['-', 'compliant', '-'], archives.compliant);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^scs-networking: expected standard input \(-\) once, found it several times/);
  });

  test('can evaluate thousands of them', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `not-there-${index}`);
    const { status, stdout, stderr } = evaluate([...names.slice(1), 'compliant', 'not-there-0']);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^COMPLIANT/);
    expect(stderr.split('\n').map((line) => line.split(': ')[1])).toEqual([
      ...names.slice(1),
      'not-there-0',
      undefined,
    ]);
  });

  test.each(['0', '-1', 'x', '1.5'])('refuses %j as a number of jobs', (jobs) => {
    const { status, stderr } = evaluate([`--jobs=${jobs}`, 'compliant', 'compliant']);
    expect(status).toBe(2);
    expect(stderr).toContain('Expected a whole number above 0.');
  });

  test.each(['1', '2'])('reports a defect with one archive, and continues with the others, %s at a time', (jobs) => {
    const breakage = `data:text/javascript,
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { createReadStream } = fs;
      fs.createReadStream = (file, ...rest) => {
        if (String(file).endsWith('inconclusive')) throw new Error('broken on purpose');
        return createReadStream(file, ...rest);
      };
      syncBuiltinESMExports();`;
    const { status, stdout, stderr } = evaluate(
      ['--jobs', jobs, 'compliant', 'compliant', 'inconclusive', 'compliant'],
      undefined,
      ['--import', breakage],
    );
    expect(status).toBe(1);
    expect(stdout.match(/^Archive {3}compliant,/gm)).toHaveLength(3);
    expect(stderr).toMatch(
      /^scs-networking: inconclusive: this is a defect of scs-networking, please report it\nError: broken on purpose/,
    );
  });

  test('reports that one archive takes too much memory, and continues with the others, including their files', () => {
    // No archive is known that exhausts a thread's memory, so the test makes the thread run out of it.
    const greed = `data:text/javascript,
      import fs from 'node:fs';
      import { isMainThread } from 'node:worker_threads';
      import { syncBuiltinESMExports } from 'node:module';
      const { createReadStream } = fs;
      fs.createReadStream = (file, ...rest) => {
        if (String(file).endsWith('inconclusive') && !isMainThread) for (const all = []; ; ) all.push(new Array(1e6).fill({}));
        return createReadStream(file, ...rest);
      };
      syncBuiltinESMExports();`;
    const { status, stdout, stderr } = evaluate(
      ['--output', 'batch', '--format', 'json', 'compliant', 'inconclusive', 'non-compliant', 'compliant', 'compliant'],
      undefined,
      ['--import', greed],
    );
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /^compliant: compliant\nnon-compliant: non-compliant: 1 required spec failed.*\ncompliant: compliant\ncompliant: compliant\n/,
    );
    expect(stderr).toMatch(/^scs-networking: inconclusive: this is a defect.*\n.*memory limit/m);
    expect(readdirSync(join(directory, 'batch')).sort()).toEqual([
      'compliant-2.verdict.json',
      'compliant-3.verdict.json',
      'compliant.verdict.json',
      'non-compliant.verdict.json',
    ]);
  });

  test.each([
    ['a single archive that is not small', ['large'], undefined],
    ['standard input', ['-'], archives.compliant],
  ])('reports that %s takes too much memory, and leaves nothing behind', (_what, args, input) => {
    writeFileSync(join(directory, 'large'), Buffer.alloc(3 * 1024 ** 2));
    const greed = `data:text/javascript,
      import fs from 'node:fs';
      import { isMainThread } from 'node:worker_threads';
      import { syncBuiltinESMExports } from 'node:module';
      const greedily = () => { for (const all = []; ; ) all.push(new Array(1e6).fill({})); };
      if (!isMainThread) {
        fs.createReadStream = greedily;
        Object.defineProperty(process, 'stdin', { get: greedily });
        syncBuiltinESMExports();
      }`;
    const { status, stdout, stderr } = evaluate(['--output', 'alone', ...args], input, ['--import', greed]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^scs-networking: \S+: this is a defect.*\n.*memory limit/m);
    expect(stdout).toBe('nothing written to alone\n');
    expect(readdirSync(join(directory, 'alone'))).toEqual([]);
  });

  test('stops at once on Ctrl-C, whatever the threads are doing', async () => {
    // An archive that never arrives.
    spawnSync('mkfifo', [join(directory, 'pipe')]);
    const running = spawn(process.execPath, [CLI, 'evaluate', '--jobs', '2', 'compliant', 'pipe', 'pipe', 'text'], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(running.stdout, 'data');
    running.kill('SIGINT');
    expect(await once(running, 'exit')).toEqual([null, 'SIGINT']);
  });
});
