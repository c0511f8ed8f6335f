import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { packed, requiredCases, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { type Ended, runIn, writerIn } from '../command-line.ts';

const [first, ...others] = requiredCases();
const GOOD = packed(upstreamArchive());

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('all/good/results.tar.gz', GOOD);
  write(
    'all/bad/results.tar.gz',
    packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] })),
  );
  write('all/text.tar.gz', 'no archive at all. '.repeat(100));
  write('all/notes.txt', '');
  write('list', 'all/good/results.tar.gz\r\n\n./all/bad\n');
  write('list-of-none', '\n');
  write('binary', Buffer.from([0xff, 0xfe, 0x0a]));
});
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(args: readonly string[], input?: Uint8Array): Ended {
  return runIn(directory, ['evaluate', ...args], input);
}

function sourcesIn(ndjson: string): string[] {
  return ndjson
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).archive.source);
}

describe('scs-networking evaluate', () => {
  test('evaluates the archives in a directory, and one bad archive does not end it', () => {
    const { status, stdout, stderr } = evaluate(['--format', 'ndjson', 'all']);
    expect(status).toBe(3);
    expect(sourcesIn(stdout)).toEqual(['all/bad/results.tar.gz', 'all/good/results.tar.gz']);
    expect(stderr).toMatch(/^scs-networking: all\/text\.tar\.gz: expected a Sonobuoy archive/);
  });

  test('evaluates only the archives that --include names', () => {
    const { status, stdout, stderr } = evaluate(['--format', 'ndjson', '--include', 'good/*', 'all']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(sourcesIn(stdout)).toEqual(['all/good/results.tar.gz']);
  });

  test.each([
    ['a file', ['--files-from', 'list'], undefined],
    ['standard input', ['--files-from', '-'], 'all/good/results.tar.gz\n./all/bad\n'],
    ['what find -print0 prints', ['--files-from', '-'], 'all/good/results.tar.gz\0./all/bad\0'],
  ])('reads a list from %s', (_, args, input) => {
    const list = input === undefined ? undefined : Buffer.from(input);
    const { stdout, stderr } = evaluate(['--format', 'ndjson', ...args, 'all/good'], list);
    expect(stderr).toBe('');
    expect(sourcesIn(stdout)).toEqual([
      'all/good/results.tar.gz',
      'all/good/results.tar.gz',
      './all/bad/results.tar.gz',
    ]);
  });

  test.each<[string[], RegExp]>([
    [[], /expected an archive or a directory, or --files-from with a list of them, found nothing/],
    [['--files-from', 'list-of-none'], /list-of-none: expected paths in the list, found not one/],
    [['--files-from', 'not-there'], /not-there: expected a list of archives, found no such file/],
    [['--files-from', 'binary'], /binary: expected a list of paths in UTF-8, found other bytes/],
    [['--files-from', '-', '-'], /-: expected standard input \(-\) once/],
    [['--include', '', 'all'], /Expected a pattern such as/],
  ])('reports the problem with %j', (args, expected) => {
    const { status, stdout, stderr } = evaluate(args, Buffer.from('all/good\n'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  test('removes the verdict of an earlier call if it finds no archive', () => {
    evaluate(['--format', 'json', '--output', 'stale', 'all/good/results.tar.gz']);
    expect(evaluate(['--format', 'json', '--output', 'stale', '--files-from', 'not-there']).status).toBe(2);
    expect(() => readFileSync(join(directory, 'stale/verdict.json'))).toThrow('ENOENT');
  });
});

describe('the given path', () => {
  const documents = { json: JSON.parse, yaml: load, 'in-toto-verdict': (text: string) => JSON.parse(text).predicate };

  test.each(Object.entries(documents))('is in %s beside the digest if there are several archives', (format, read) => {
    expect(evaluate(['--format', format, '--output', `as-${format}`, './all/good', './all/bad']).stderr).toBe('');
    const file = { json: 'json', yaml: 'yaml' }[format];
    const name = file === undefined ? `${format}.json` : `verdict.${file}`;
    const document = read(readFileSync(join(directory, `as-${format}`, `good-results.${name}`), 'utf8'));
    expect(document).toMatchObject({
      archive: { name: 'good/results.tar.gz', source: './all/good/results.tar.gz', sha256: expect.any(String) },
    });
  });

  test('is also in the NDJSON line of a single archive, but not in its verdict document, which does not depend on the path', () => {
    const one = 'all/good/results.tar.gz';
    expect(sourcesIn(evaluate(['--format', 'ndjson', one]).stdout)).toEqual([one]);
    expect(JSON.parse(evaluate(['--format', 'json', one]).stdout).archive).not.toHaveProperty('source');
  });

  test.each(['text', 'markdown', 'html', 'junit'])('is in %s', (format) => {
    evaluate(['--format', format, '--output', `in-${format}`, './all/good', './all/bad']);
    const name = { text: 'txt', markdown: 'md', html: 'html', junit: 'junit.xml' }[format];
    const report = readFileSync(join(directory, `in-${format}`, `good-results.verdict.${name}`), 'utf8');
    expect(report).toContain('./all/good/results.tar.gz');
  });

  test('does not prevent verify from reproducing the same bytes', () => {
    evaluate(['--format', 'json', '--output', 'verified', './all/good', './all/bad']);
    const { status, stdout } = runIn(directory, [
      'verify',
      'verified/good-results.verdict.json',
      'all/good/results.tar.gz',
    ]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/reproduced/i) });
  });
});
