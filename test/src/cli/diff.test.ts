import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ArchiveDiff } from '../../../results-parsers/documents/archive-diff.ts';
import { archiveOfBoth, packed, requiredCases, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { type Ended, runIn, writerIn } from './command-line.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const failing = upstreamArchive({ cases: [{ name, state: 'failed' }, ...others] });

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('before', packed(upstreamArchive()));
  write('after', packed(failing));
  write('two-plugins', packed(archiveOfBoth()));
  write('text', 'no archive at all. '.repeat(100));
  for (const [path, content] of failing) write(join('unpacked', path), content);
});
afterAll(() => rmSync(directory, { recursive: true }));

function diff(...args: string[]): Ended {
  return runIn(directory, ['diff', ...args]);
}

describe('scs-networking diff exits with', () => {
  test.each([
    [0, ['before', 'before'], /^NOTHING THAT MATTERS CHANGED: both are compliant\n/],
    [0, ['after', 'unpacked'], /^NOTHING THAT MATTERS CHANGED: both are non-compliant\n/],
    [0, ['--plugin', 'e2e', 'before', 'two-plugins'], /^NOTHING THAT MATTERS CHANGED/],
    [3, ['before', 'after'], /^CHANGED: from compliant to non-compliant\n/],
    [3, ['unpacked', 'before'], /^CHANGED: from non-compliant to compliant\n/],
  ])('%d for %j', (status, args, expected) => {
    const ended = diff(...args);
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status, stderr: '' });
    expect(ended.stdout).toMatch(expected);
  });

  test.each([
    [['before'], /missing required argument 'b'/],
    [['-', '-'], /found standard input twice/],
    [['before', 'not-there'], /^scs-networking: not-there: expected an archive, found no such file\n$/],
    [['text', 'not-there'], /^scs-networking: text: [\s\S]*\nscs-networking: not-there: /],
    [['before', 'two-plugins'], /^scs-networking: two-plugins: /],
    [['--waivers', 'not-there', 'before', 'after'], /not-there: expected a file of waivers/],
    [['--max-entries', '2', 'before', 'after'], /limit entries of 2/],
  ])('2 for %j, and says why', (args, expected) => {
    const { status, stdout, stderr } = diff(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});

test('scs-networking diff prints JSON, and reads one of the archives from standard input', () => {
  const { status, stdout, stderr } = runIn(directory, ['diff', '--format', 'json', 'before', '-'], packed(failing));
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  expect(ArchiveDiff.parse(JSON.parse(stdout))).toMatchObject({
    archives: { a: { name: 'before' }, b: { name: 'standard input' } },
    specs: [{ name, change: 'worse' }],
  });
});

test('scs-networking diff distinguishes two archives of the same name', () => {
  const write = writerIn(directory);
  write('monday/results.tar.gz', packed(upstreamArchive()));
  write('tuesday/results.tar.gz', packed(failing));
  const { stdout } = diff('monday/results.tar.gz', 'tuesday/results.tar.gz');
  expect(stdout).toMatch(/^A +monday\/results\.tar\.gz, .*\n[^B]*B +tuesday\/results\.tar\.gz, /m);
});
