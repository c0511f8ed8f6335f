import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packed, requiredCases, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn, writerIn } from '../command-line.ts';

const [, ...others] = requiredCases();

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('all/a, b.tar.gz', packed(upstreamArchive()));
  write('all/part.tar.gz', packed(upstreamArchive({ cases: others })));
  write('all/=text.tar.gz', 'no archive at all. '.repeat(100));
});
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(...args: string[]): Ended {
  return runIn(directory, ['evaluate', ...args]);
}

/** The same, with both streams going to a terminal of 100 columns. */
function atTerminal(...args: string[]): string {
  const command = [process.execPath, CLI, 'evaluate', ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = spawnSync('script', ['-qec', `stty cols 100; ${command}`, '/dev/null'], {
    cwd: directory,
    encoding: 'utf8',
  });
  return stdout;
}

describe('a line for each archive', () => {
  test('in the format table is in columns below a header, for unreadable archives, too', () => {
    const { status, stdout } = evaluate('--format', 'table', 'all');
    expect(status).toBe(2);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ['SOURCE', 'CLUSTER', 'VERDICT'],
      ['all/=text.tar.gz', '-', 'unreadable'],
      ['all/a, b.tar.gz', expect.any(String), 'compliant'],
      ['all/part.tar.gz', expect.any(String), 'inconclusive'],
    ]);
    const verdictAt = lines[0]?.indexOf('VERDICT') ?? 0;
    expect(lines.map((line) => line.slice(verdictAt).split(' ')[0])).toEqual([
      'VERDICT',
      'unreadable',
      'compliant',
      'inconclusive',
    ]);
  });

  test('in the format csv quotes fields with commas, and keeps spreadsheets from computing a name', () => {
    const { stdout } = evaluate('--format', 'csv', 'all');
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^source,sha256,cluster,verdict,/);
    expect(lines[1]).toMatch(/^'=text\.tar\.gz|^'?all\/=text\.tar\.gz,,,unreadable,.*"expected a Sonobuoy archive/);
    expect(lines[2]).toMatch(/^"all\/a, b\.tar\.gz",[0-9a-f]{64},/);
    expect(lines).toHaveLength(4);
  });

  test.each(['table', 'csv', 'ndjson'])(
    'is the same in the format %s, however many archives are evaluated at a time',
    (format) => {
      const one = evaluate('--format', format, '--jobs', '1', 'all', 'all');
      expect(evaluate('--format', format, '--jobs', '3', 'all', 'all')).toEqual(one);
    },
  );

  test('is the same in a file as on standard output', () => {
    evaluate('--format', 'csv,table', '--output', 'out', 'all');
    expect(readFileSync(join(directory, 'out/verdicts.csv'), 'utf8')).toBe(evaluate('--format', 'csv', 'all').stdout);
    expect(readFileSync(join(directory, 'out/verdicts.txt'), 'utf8')).toBe(evaluate('--format', 'table', 'all').stdout);
  });
});

describe('at its end a call', () => {
  const tally =
    /^3 archives in [^:]+: 1 compliant, 1 inconclusive, 1 unreadable\r?\nno verdict on all\/=text\.tar\.gz\r?\n$/m;

  test('counts at a terminal the archives of each kind, and names those without a verdict', () => {
    expect(atTerminal('--format', 'table', 'all')).toMatch(tally);
    expect(atTerminal('--no-progress', '--format', 'table', 'all')).not.toMatch(tally);
  });

  test('does so elsewhere only with --progress', () => {
    expect(evaluate('--format', 'table', '--progress', 'all').stderr).toMatch(tally);
    expect(evaluate('--format', 'table', 'all').stderr).not.toMatch(tally);
  });

  test('adds nothing for a single archive', () => {
    expect(evaluate('--progress', 'all/a, b.tar.gz').stderr).toBe('');
  });
});
