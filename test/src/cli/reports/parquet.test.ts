import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packedTables } from '../../../../results-parsers/report/rows/packed-columns.ts';
import { askDuckDb } from '../../../docs/duckdb.ts';
import { packed, requiredCases, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { type Ended, runIn, writerIn } from '../command-line.ts';

const [first, ...others] = requiredCases();

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('all/good.tar.gz', packed(upstreamArchive()));
  write(
    'all/bad.tar.gz',
    packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] })),
  );
  write('all/text.tar.gz', 'no archive at all. '.repeat(100));
});
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(...args: string[]): Ended {
  return runIn(directory, ['evaluate', ...args]);
}

function digestsIn(output: string): string[] {
  return readdirSync(join(directory, output)).map((name) =>
    createHash('sha256')
      .update(readFileSync(join(directory, output, name)))
      .digest('hex'),
  );
}

describe('scs-networking evaluate --format parquet', () => {
  test('writes a table of specs and one of clauses, with the archive of each row', async () => {
    const { status, stdout } = evaluate('--format', 'parquet', '--output', 'out', 'all');
    expect(status).toBe(3);
    expect(stdout).toMatch(/\nclauses\.parquet, specs\.parquet written to out\n$/);
    const specs = join(directory, 'out/specs.parquet');
    expect(
      await askDuckDb(`SELECT source, outcome, count(*) FROM '${specs}' WHERE required GROUP BY ALL ORDER BY ALL`),
    ).toEqual([
      ['all/bad.tar.gz', 'failed', 1],
      ['all/bad.tar.gz', 'passed', others.length],
      ['all/good.tar.gz', 'passed', others.length + 1],
    ]);
    const clauses = join(directory, 'out/clauses.parquet');
    expect(
      await askDuckDb(`SELECT source, verdict, outcome, findings FROM '${clauses}' WHERE level = 'MUST' ORDER BY ALL`),
    ).toEqual([
      ['all/bad.tar.gz', 'non-compliant', 'not-satisfied', 'specs-failed'],
      ['all/good.tar.gz', 'compliant', 'satisfied', null],
    ]);
  });

  test.each(['specs', 'clauses'] as const)('writes a table of %s with the documented columns', async (table) => {
    evaluate('--format', 'parquet', '--output', 'columns', 'all');
    const described = await askDuckDb(`SELECT column_name FROM (DESCRIBE '${directory}/columns/${table}.parquet')`);
    expect(described.flat()).toEqual(Object.keys(packedTables[table]));
  });

  test('writes the same bytes, however many archives are evaluated at a time', () => {
    for (const jobs of ['1', '3'])
      evaluate('--format', 'parquet', '--output', `jobs-${jobs}`, '--jobs', jobs, 'all', 'all');
    expect(digestsIn('jobs-3')).toEqual(digestsIn('jobs-1'));
    expect(digestsIn('jobs-1')).toHaveLength(2);
  });

  test('takes some hundred bytes per run', () => {
    const many = Array.from({ length: 100 }, () => ['all/good.tar.gz', 'all/bad.tar.gz']).flat();
    evaluate('--format', 'parquet', '--output', 'many', ...many);
    const bytes = readdirSync(join(directory, 'many')).map((name) => statSync(join(directory, 'many', name)).size);
    expect(bytes.reduce((sum, each) => sum + each, 0) / many.length).toBeLessThan(300);
  });

  test('does not print to standard output, because it is not text', () => {
    const { status, stdout, stderr } = evaluate('--format', 'parquet', 'all');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/expected --output DIR with the format parquet/);
  });

  test('writes tables without rows if there is no verdict', async () => {
    evaluate('--format', 'parquet', '--output', 'none', 'all/text.tar.gz');
    expect(await askDuckDb(`SELECT count(*) FROM '${directory}/none/specs.parquet'`)).toEqual([[0]]);
    expect(existsSync(join(directory, 'none/clauses.parquet'))).toBe(true);
  });
});
