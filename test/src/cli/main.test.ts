import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import manifest from '../../../package.json' with { type: 'json' };
import { ownArchive, packed, requiredCases, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';

// Each test starts Node, which takes its time on a busy machine.
jest.setTimeout(60_000);

const [first, ...others] = requiredCases();
const archives = {
  compliant: packed(upstreamArchive()),
  'non-compliant': packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] })),
  inconclusive: packed(upstreamArchive({ cases: others })),
  'two-plugins': packed(new Map([...upstreamArchive(), ...ownArchive()])),
  text: Buffer.from('no archive at all. '.repeat(100)),
};

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  for (const [name, bytes] of Object.entries(archives)) writeFileSync(join(directory, name), bytes);
});
afterAll(() => rmSync(directory, { recursive: true }));

type Ended = { status: number | null; stdout: string; stderr: string };

function run(args: readonly string[], input?: Uint8Array, nodeArgs: readonly string[] = []): Ended {
  const main = resolve('src/cli/main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, main, ...args], {
    cwd: directory,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

describe('scs-networking evaluate ends with', () => {
  test.each([
    [0, ['compliant']],
    [3, ['non-compliant']],
    [112, ['inconclusive']],
    [2, ['text']],
    [2, ['not-there']],
    [2, ['.']],
    [2, ['two-plugins']],
    [0, ['--plugin', 'e2e', 'two-plugins']],
    [2, ['--plugin', 'other', 'compliant']],
    [3, ['compliant', 'text', 'non-compliant', 'inconclusive']],
    [2, ['inconclusive', 'text']],
    [112, ['compliant', 'inconclusive']],
    [0, ['compliant', 'compliant']],
    [2, []],
    [2, ['--format', 'xml', 'compliant']],
    [2, ['--no-such-flag', 'compliant']],
  ])('%d for %j', (status, args) => {
    const ended = run(['evaluate', ...args]);
    expect(ended.status).toBe(status);
    if (status === 2) expect(ended.stderr).not.toBe('');
    else expect(ended.stdout).not.toBe('');
  });
});

describe('scs-networking evaluate', () => {
  test('reads standard input', () => {
    const { status, stdout, stderr } = run(['evaluate', '-'], archives.compliant);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Archive   standard input, ');
  });

  test('prints JSON that names the archive without its directory', () => {
    const { stdout } = run(['evaluate', '--format', 'json', join(directory, 'compliant')]);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'compliant',
      archive: { name: 'compliant' },
      tool: { version: manifest.version },
    });
    expect(stdout).not.toContain(directory);
  });

  test('says on standard error what is wrong with which input, and goes on with the next', () => {
    const { stdout, stderr } = run(['evaluate', 'not-there', 'text', 'compliant']);
    expect(stderr).toMatch(/^scs-networking: not-there: expected an archive, found no such file\n/);
    expect(stderr).toMatch(/\nscs-networking: text: expected a Sonobuoy archive .* found data that is no tar;/);
    expect(stdout).toMatch(/^COMPLIANT/);
  });

  test('keeps its exit code when the reader of its output goes away', () => {
    const main = resolve('src/cli/main.ts');
    const script = `"${process.execPath}" "${main}" evaluate --format json non-compliant | true; exit "\${PIPESTATUS[0]}"`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  });
});

test('a defect of scs-networking ends with 1 and says that it is one', () => {
  const breakage = `data:text/javascript,
    import crypto from 'node:crypto';
    import { syncBuiltinESMExports } from 'node:module';
    crypto.createHash = () => { throw new Error('broken on purpose'); };
    syncBuiltinESMExports();`;
  const { status, stdout, stderr } = run(['evaluate', 'compliant'], undefined, ['--import', breakage]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^scs-networking: this is a defect of scs-networking, please report it\nError: broken on purpose/,
  );
});

describe('scs-networking', () => {
  test.each([
    ['--help', /Exit codes:\n {2}0 {4}compliant\n {2}3 {4}non-compliant\n {2}112 {2}inconclusive/],
    ['evaluate --help', /Examples:\n {2}sonobuoy retrieve/],
    ['--version', new RegExp(`^${manifest.version.replaceAll('.', '\\.')}\n$`)],
  ])('%s prints to standard output and ends with 0', (args, expected) => {
    const { status, stdout, stderr } = run(args.split(' '));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  test.each([
    ['', /Usage: scs-networking/],
    ['evaluete x', /Did you mean evaluate\?/],
  ])('without a command that it knows (%j) ends with 2 and helps', (args, expected) => {
    const { status, stdout, stderr } = run(args.split(' ').filter(Boolean));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});
