import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { type TarMember, tarGzOf } from '../../results-parsers/building/tar.ts';
import { type Ended, runIn } from './command-line.ts';

jest.setTimeout(60_000);

const members = [...upstreamArchive()].map(([path, content]): TarMember => ({ path, content }));
const escaping: readonly TarMember[] = [
  ...members,
  { path: '../escaped', content: 'x' },
  { path: '/tmp/scs-networking-escaped', content: 'x' },
  { path: 'link', type: 'SymbolicLink', linkpath: '..' },
  { path: 'link/escaped', content: 'x' },
  { path: 'hard-link', type: 'Link', linkpath: '/etc/passwd' },
  { path: 'device', type: 'CharacterDevice' },
];

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  writeFileSync(join(directory, 'whole.tar.gz'), tarGzOf(members));
  writeFileSync(join(directory, 'escaping.tar.gz'), tarGzOf(escaping));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs with a Node.js that refuses to write, except below allowed directories. */
function evaluate(args: readonly string[], ...allowed: string[]): Ended {
  const permissions = ['--permission', '--allow-fs-read=*', '--allow-worker', '--disable-warning=PERM0006', ...allowed];
  return runIn(directory, ['evaluate', ...args], undefined, permissions);
}

describe('evaluate, although node refuses to write any file, gives its verdict on', () => {
  test.each([
    ['an archive', ['whole.tar.gz'], 0],
    ['an archive whose names, links and devices lead out of it', ['escaping.tar.gz'], 112],
    ['several, in threads', ['--jobs', '2', 'whole.tar.gz', 'escaping.tar.gz'], 112],
  ])('%s', (_, args, status) => {
    expect(evaluate(args)).toMatchObject({ status, stderr: '' });
  });
});

describe('evaluate --output', () => {
  test('writes only below its directory', () => {
    const reports = join(directory, 'reports');
    mkdirSync(reports);
    const args = ['--format', 'text,json,html', '--output', reports, 'escaping.tar.gz'];
    expect(evaluate(args, `--allow-fs-write=${reports}`)).toMatchObject({ status: 112, stderr: '' });
    expect(readdirSync(reports)).toHaveLength(3);
  });

  test('cannot write if node refuses it, which shows that the refusal works', () => {
    const { status, stderr } = evaluate(['--format', 'json', '--output', join(directory, 'refused'), 'whole.tar.gz']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/permission|ERR_ACCESS_DENIED/i);
  });
});
