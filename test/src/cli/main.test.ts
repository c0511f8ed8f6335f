import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import manifest from '../../../package.json' with { type: 'json' };
import { type BuiltCase, junitXml } from '../../results-parsers/building/junit.ts';
import {
  type ArchiveFiles,
  archiveOfBoth,
  ownArchive,
  packed,
  requiredCases,
  upstreamArchive,
} from '../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn, writerIn } from './command-line.ts';

// Each test starts Node, which is slow on a busy machine.
jest.setTimeout(60_000);

const [first, ...others] = requiredCases();
const name = first?.name ?? '';

function casesWithFailed(part: string): BuiltCase[] {
  return requiredCases().map((spec) => (spec.name.includes(part) ? { ...spec, state: 'failed' } : spec));
}

const waiversFile = `apiVersion: scs-networking/v1
kind: Waivers
waivers:
  - id: mine
    specs: [${JSON.stringify(name)}]
    reason: because
    link: https://example.org/1
    owner: somebody
    expires: 2027-12-31
`;
const log = 'e2e test version: v1.36.3\nkube-apiserver version: v1.36.3\n';
const archives = {
  compliant: packed(upstreamArchive()),
  'non-compliant': packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] })),
  inconclusive: packed(upstreamArchive({ cases: others })),
  'two-plugins': packed(archiveOfBoth()),
  'without-sctp': packed(upstreamArchive({ cases: casesWithFailed('SCTPConnectivity') })),
  flaky: packed(ownArchive({ attempts: [{ cases: casesWithFailed(name) }, { cases: [{ name }] }] })),
  text: Buffer.from('no archive at all. '.repeat(100)),
  'waivers.yaml': Buffer.from(waiversFile),
  'ok-to-fail.yaml': Buffer.from('okToFail:\n  - regex: SCTPConnectivity\n    reason: no SCTP\n'),
  'too-large.yaml': Buffer.from(`${waiversFile}${'#'.repeat(256 * 1024)}`),
  'junit_01.xml': Buffer.from(junitXml({ cases: requiredCases() })),
};
const directories: Record<string, ArchiveFiles> = {
  unpacked: upstreamArchive(),
  'unpacked-non-compliant': upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] }),
  bare: new Map([
    ['junit_01.xml', junitXml({ cases: requiredCases() })],
    ['e2e.log', log],
    ['README.md', 'beside it'],
    ['sub/junit_02.xml', 'below it'],
  ]),
  foreign: new Map([['README.md', 'nothing of Sonobuoy']]),
};

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  for (const [name, bytes] of Object.entries(archives)) writeFileSync(join(directory, name), bytes);
  for (const [name, files] of Object.entries(directories)) unpack(name, files);
  unpack('linked', upstreamArchive());
  symlinkSync('/etc', join(directory, 'linked', 'etc'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function unpack(name: string, files: ArchiveFiles): void {
  const write = writerIn(join(directory, name));
  for (const [path, content] of files) write(path, content);
}

function run(args: readonly string[], input?: Uint8Array, nodeArgs: readonly string[] = []): Ended {
  return runIn(directory, args, input, nodeArgs);
}

describe('scs-networking evaluate exits with', () => {
  test.each([
    [0, ['compliant']],
    [3, ['non-compliant']],
    [112, ['inconclusive']],
    [0, ['unpacked']],
    [0, [`unpacked/`]],
    [3, ['unpacked-non-compliant']],
    [112, ['linked']],
    [112, ['junit_01.xml']],
    [112, ['bare']],
    [2, ['foreign']],
    [2, ['--plugin', 'e2e', 'bare']],
    [0, ['--max-entries', '50', '--max-entry-bytes', '1MiB', 'compliant']],
    [2, ['--max-entries', '2', 'compliant']],
    [2, ['--max-entries', '2', 'unpacked']],
    [112, ['--max-specs', '7', 'compliant']],
    [2, ['--max-entries', '0', 'compliant']],
    [2, ['--max-entries', '1KiB', 'compliant']],
    [2, ['--max-entry-bytes', '1kb', 'compliant']],
    [0, ['without-sctp']],
    [3, ['--no-default-waivers', 'without-sctp']],
    [3, ['--as-of', '2099-01-01', 'without-sctp']],
    [0, ['--waivers', 'waivers.yaml', 'non-compliant']],
    [0, ['--waivers', 'waivers.yaml', '--waivers', 'ok-to-fail.yaml', '--no-default-waivers', 'non-compliant']],
    [0, ['--waivers', 'ok-to-fail.yaml', '--no-default-waivers', 'without-sctp']],
    [3, ['--waivers', 'waivers.yaml', '--as-of', '2028-01-01', 'non-compliant']],
    [0, ['flaky']],
    [3, ['--strict-flakes', 'flaky']],
    [2, ['--as-of', '2026-02-30', 'compliant']],
    [0, ['--kubernetes', '1.36', 'compliant']],
    [112, ['--kubernetes', 'v1.35.4', 'compliant']],
    [2, ['--kubernetes', 'latest', 'compliant']],
    [2, ['--waivers', 'not-there', 'compliant']],
    [2, ['--waivers', '.', 'compliant']],
    [2, ['--waivers', 'text', 'compliant']],
    [2, ['--waivers', 'too-large.yaml', 'compliant']],
    [2, ['--waivers', 'waivers.yaml', '--waivers', 'waivers.yaml', 'compliant']],
    [2, ['text']],
    [2, ['not-there']],
    [112, ['.']],
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

  test('reports on standard error the problem of each input, and continues with the next', () => {
    const { stdout, stderr } = run(['evaluate', 'not-there', 'text', 'compliant']);
    expect(stderr).toMatch(/^scs-networking: not-there: expected an archive, found no such file\n/);
    expect(stderr).toMatch(/\nscs-networking: text: expected a Sonobuoy archive .* found data that is not a tar;/);
    expect(stdout).toMatch(/^COMPLIANT/);
  });

  test.each([
    ['compliant', 'unpacked', 'directory'],
    ['compliant', 'compliant', 'tar'],
    ['inconclusive', 'bare', 'directory'],
    ['inconclusive', 'junit_01.xml', 'file'],
  ])('judges as %s the archive %s, given as a %s', (verdict, name, container) => {
    const { stdout } = run(['evaluate', '--format', 'json', name]);
    expect(JSON.parse(stdout)).toMatchObject({ verdict, archive: { name, container } });
  });

  test('reads JUnit files in a directory, and the log beside them', () => {
    const { stdout } = run(['evaluate', '--format', 'json', 'bare']);
    expect(JSON.parse(stdout)).toMatchObject({
      subject: { serverVersion: 'v1.36.3', e2eVersion: 'v1.36.3' },
      evidence: [{ path: 'e2e.log' }, { path: 'junit_01.xml' }],
    });
  });

  test('gives an unpacked archive the digest that can be computed with coreutils', () => {
    const { stdout } = run(['evaluate', '--format', 'json', 'unpacked']);
    const script =
      "cd unpacked && find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
    const digest = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' }).stdout.slice(0, 64);
    expect(JSON.parse(stdout).archive.sha256).toBe(digest);
  });

  test('reports links in an unpacked archive and does not follow them', () => {
    const { stdout } = run(['evaluate', 'linked']);
    expect(stdout).toContain('an entry of type symbolic link');
    expect(stdout).not.toContain('passwd');
  });

  test('names the option that raises a limit, and records the given limits', () => {
    expect(run(['evaluate', '--max-entries', '2', 'compliant']).stderr).toMatch(/limit entries of 2; .*--max-entries/);
    const { stdout } = run(['evaluate', '--format', 'json', '--max-entries', '99', 'compliant']);
    expect(JSON.parse(stdout).inputs.limits).toEqual({ entries: 99 });
  });

  test('evaluates nothing if waivers cannot be used, and says once why', () => {
    const { status, stdout, stderr } = run(['evaluate', '--waivers', 'text', 'compliant', 'non-compliant']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^scs-networking: text is not a usable file of waivers; .*\n {2}[^\n]*\n$/);
    const notThere = run(['evaluate', '--waivers', 'not-there', 'compliant', 'compliant']);
    expect(notThere.stderr).toBe('scs-networking: not-there: expected a file of waivers, found no such file\n');
    const twice = run(['evaluate', '--waivers', 'waivers.yaml', '--waivers', 'waivers.yaml', 'compliant', 'compliant']);
    expect(twice.stderr).toMatch(/^scs-networking: expected waivers with different ids, found 'mine' [^\n]*\n$/);
  });

  test('records the waivers without their directory, the day and the strictness', () => {
    const file = join(directory, 'waivers.yaml');
    const flags = ['--waivers', file, '--as-of', '2027-01-01', '--strict-flakes', '--format', 'json'];
    const { stdout } = run(['evaluate', ...flags, 'compliant']);
    expect(JSON.parse(stdout).inputs).toEqual({
      plugin: null,
      limits: {},
      waivers: [{ source: 'waivers.yaml', sha256: createHash('sha256').update(waiversFile).digest('hex') }],
      declarations: null,
      defaultWaivers: true,
      asOf: '2027-01-01',
      strictFlakes: true,
      extended: false,
    });
    expect(stdout).not.toContain(directory);
  });

  test('keeps its exit code if the reader of its output goes away', () => {
    const script = `"${process.execPath}" "${CLI}" evaluate --format json non-compliant | true; exit "\${PIPESTATUS[0]}"`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  });
});

describe('the output', () => {
  test.each([
    ['evaluate', 'evaluate compliant'],
    ['evaluate as JSON', 'evaluate --format json compliant'],
    ['help', '--help'],
    ['catalogue', 'catalogue'],
  ])('that cannot be written makes %s exit with 2 and one line that says why', (_, args) => {
    const command = `"${process.execPath}" "${CLI}" ${args} > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: directory, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^scs-networking: expected standard output to accept what is printed, found that no space is left on the disk; redirect it\n$/,
    );
  });

  test('comes with the same exit code if standard error cannot be written', () => {
    const command = `"${process.execPath}" "${CLI}" evaluate not-there compliant 2> /dev/full`;
    const { status, stdout } = spawnSync('bash', ['-c', command], { cwd: directory, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stdout).toMatch(/^COMPLIANT/);
  });

  test.each([
    ['evaluate', '\u001b[2Jarchive'],
    ['evaluate', '--waivers', '\u001b[2Jwaivers', 'compliant'],
    ['evaluate', '--output', 'compliant/\u001b[2J', 'compliant'],
    ['redact', '\u001b[2Jarchive'],
    ['verify', '\u001b[2Jverdict', 'compliant'],
    ['diff', 'compliant', '\u001b[2Jarchive'],
    ['sign', '--key', 'key', '\u001b[2Jverdict'],
    ['plugin', '--manifest', '\u001b[2Jmanifest'],
    ['run', '--kubeconfig', '\u001b[2Jconfig'],
  ])('contains names of files without their escape codes: %s %j', (...args) => {
    const { status, stdout, stderr } = run(args);
    expect(status).toBe(2);
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stdout + stderr).toContain('\\u001b[2J');
  });

  test('contains the name of an archive without its escape codes, with the given path', () => {
    const name = 'compl\u001b[2Jiant';
    writerIn(directory)(`below/${name}`, archives.compliant);
    const { stdout } = run(['evaluate', `below/${name}`]);
    expect(stdout).toContain('Archive   below/compl\\u001b[2Jiant, ');
    const written = run(['evaluate', '--output', 'below/out', `below/${name}`]);
    expect(written.stdout).toContain('below/compl\\u001b[2Jiant: compliant\n');
  });

  test('has colours in a file if FORCE_COLOR asks for them', () => {
    const environment = { ...process.env, FORCE_COLOR: '1' };
    const args = [CLI, 'evaluate', 'compliant'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8', env: environment });
    expect(stdout).toMatch(/^\u001b\[1m\u001b\[32mCOMPLIANT/);
  });
});

test('a defect of scs-networking makes it exit with 1, and the message says that it is a defect', () => {
  const breakage = `data:text/javascript,
    import crypto from 'node:crypto';
    import { syncBuiltinESMExports } from 'node:module';
    crypto.createHash = () => { throw new Error('broken on purpose'); };
    syncBuiltinESMExports();`;
  const { status, stdout, stderr } = run(['evaluate', 'compliant'], undefined, ['--import', breakage]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^scs-networking: compliant: this is a defect of scs-networking, please report it\nError: broken on purpose/,
  );
});

describe('scs-networking', () => {
  test.each([
    ['--help', /Exit codes:\n {2}0 {4}compliant\n {2}3 {4}non-compliant\n {2}112 {2}inconclusive/],
    ['evaluate --help', /Examples:\n {2}sonobuoy retrieve/],
    ['verify --help', /Exit codes[\s\S]*\n {2}0 {4}the archive gives this verdict[\s\S]*\n {2}112 {2}it does not/],
    ['diff --help', /Exit codes[\s\S]*\n {2}0 {4}nothing that matters changed\n {2}3 {4}something/],
    ['run --help', /Examples:\n {2}scs-networking run\n[\s\S]*Exit codes:\n {2}0 {4}compliant; with --detach/],
    ['attach --help', /Examples:\n {2}scs-networking attach\n[\s\S]*Exit codes:/],
    ['preflight --help', /Examples:\n {2}scs-networking preflight\n[\s\S]*Exit codes:/],
    ['plugin --help', /Examples:\n {2}scs-networking plugin >/],
    ['images --help', /Examples:\n {2}scs-networking images\n/],
    ['schema --help', /Examples:\n {2}scs-networking schema\n/],
    ['scs --help', /Testcases:\n {2}kaas-networking-check\n/],
    ['catalogue --help', /Examples:\n {2}scs-networking catalogue\n/],
    [
      'version',
      new RegExp(
        `^${manifest.version.replaceAll('.', '\\.')}\ncommit {6}\\S.*\ncatalogue {3}Kubernetes 1\\.\\d+ to 1\\.\\d+.*\nNode\\.js {5}\\d+\\.`,
      ),
    ],
    ['-V', new RegExp(`^${manifest.version.replaceAll('.', '\\.')}\n$`)],
    ['--version', new RegExp(`^${manifest.version.replaceAll('.', '\\.')}\n$`)],
  ])('%s prints to standard output and exits with 0', (args, expected) => {
    const { status, stdout, stderr } = run(args.split(' '));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  test.each([
    ['', /Usage: scs-networking/],
    ['evaluete x', /Did you mean evaluate\?/],
  ])('without a known command (%j) exits with 2 and helps', (args, expected) => {
    const { status, stdout, stderr } = run(args.split(' ').filter(Boolean));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});
