import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packed, requiredCases, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { type Ended, runIn, writerIn } from '../command-line.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('all/a & b.tar.gz', packed(upstreamArchive()));
  write('all/part.tar.gz', packed(upstreamArchive({ cases: requiredCases().slice(1) })));
  write('all/text.tar.gz', 'no archive at all. '.repeat(100));
});
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(...args: string[]): Ended {
  return runIn(directory, ['evaluate', ...args]);
}

function pageIn(output: string): string {
  return readFileSync(join(directory, output, 'history.html'), 'utf8');
}

describe('scs-networking evaluate --format history', () => {
  test('writes one page about all runs, with links to the pages of their verdicts', () => {
    evaluate('--format', 'history,html', '--output', 'out', 'all');
    const links = [...pageIn('out').matchAll(/<td class="source"><a href="([^"]+)">([^<]+)</g)];
    expect(links.map(([, , source]) => source)).toEqual(['all/a &amp; b.tar.gz', 'all/part.tar.gz']);
    for (const [, file = ''] of links) expect(existsSync(join(directory, 'out', decodeURIComponent(file)))).toBe(true);
  });

  test('writes no links if there are no pages, and does not depend on how many archives are evaluated at a time', () => {
    for (const jobs of ['1', '3'])
      evaluate('--format', 'history', '--output', `jobs-${jobs}`, '--jobs', jobs, 'all', 'all');
    expect(pageIn('jobs-3')).toBe(pageIn('jobs-1'));
    expect(pageIn('jobs-1')).not.toContain('<td class="source"><a');
  });

  test('is refused without --output', () => {
    expect(evaluate('--format', 'history', 'all')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/expected --output DIR with the format history/),
    });
  });
});
