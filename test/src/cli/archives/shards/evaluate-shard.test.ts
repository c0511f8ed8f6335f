import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ShardResults } from '../../../../../results-parsers/index.ts';
import { askDuckDb } from '../../../../docs/duckdb.ts';
import { packed, requiredCases, upstreamArchive } from '../../../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended } from '../../command-line.ts';
import { Gateway, hasGo } from '../../store/gateway.ts';

// The store is built from Go modules the first time.
jest.setTimeout(15 * 60_000);

const FORMATS = 'ndjson,csv,table,parquet,json';
const SHARDS = 3;
const gateway = new Gateway();
const archives = `s3://${gateway.bucket}/runs/`;
const output = `s3://${gateway.bucket}/reports`;
const reports = join(gateway.directory, 'reports');

let local = '';
beforeAll(async () => {
  local = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  if (hasGo) await gateway.start();
});
afterAll(async () => {
  await gateway.stop();
  rmSync(local, { recursive: true });
});

const [first, ...others] = requiredCases();
const good = packed(upstreamArchive());
const failing = packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] }));

beforeEach(() => {
  rmSync(reports, { recursive: true, force: true });
  rmSync(join(gateway.directory, 'runs'), { recursive: true, force: true });
  // Two archives have the same name. Verdicts distinguish them by their directories, as if they were in one shard.
  for (const directory of ['a', 'b']) mkdirSync(join(gateway.directory, 'runs', directory), { recursive: true });
  for (let index = 0; index < 12; index += 1) put(`a/${index}.tar.gz`, index % 4 === 0 ? failing : good);
  put('b/3.tar.gz', good);
  put('b/text.tar.gz', 'no archive at all. '.repeat(100));
});

function put(name: string, content: string | Uint8Array): void {
  writeFileSync(join(gateway.directory, 'runs', name), content);
}

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, ...gateway.environment() });

function evaluate(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'evaluate', '--format', FORMATS, ...args], {
    ...{ cwd: local, env: environment(), encoding: 'utf8' },
  });
  return { status, stdout, stderr };
}

function shard(index: number, ...args: string[]): Ended {
  return evaluate('--output', output, '--shard', `${index}/${SHARDS}`, ...args, archives);
}

/** Starts a call without waiting for its end. */
function started(index: number): { kill: () => void; ended: Promise<unknown> } {
  const args = ['--format', FORMATS, '--output', output, '--shard', `${index}/${SHARDS}`, archives];
  const child = spawn(process.execPath, [CLI, 'evaluate', ...args], { env: environment(), stdio: 'ignore' });
  return { kill: () => child.kill('SIGKILL'), ended: once(child, 'exit') };
}

/** The lines of all files of one name below a directory, in any order, or in the order in which they are there. */
function linesOf(directory: string, file: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(file))
    .flatMap((path) => readFileSync(join(directory, path), 'utf8').trim().split('\n'))
    .sort();
}

const names = (): string[] => readdirSync(reports).sort();
const indexes = (): (string | undefined)[] => names().map((name) => /^shard-(\d)-of-3-[0-9a-f]{16}$/.exec(name)?.[1]);
const record = (name: string) =>
  ShardResults.parse(JSON.parse(readFileSync(join(reports, name, 'shard.json'), 'utf8')));

(hasGo ? describe : describe.skip)('scs-networking evaluate --shard', () => {
  test('writes in all shards together the same bytes as a single call', async () => {
    const whole = evaluate('--output', join(local, 'whole'), archives);
    expect(whole.status).toBe(3);
    for (let index = 0; index < SHARDS; index += 1) {
      const { status, stderr } = shard(index);
      expect({ index, status }).toEqual({ index, status: 0 });
      expect(stderr).toBe(stderr.includes('text') ? whole.stderr : '');
    }
    expect(indexes()).toEqual(['0', '1', '2']);
    expect(linesOf(reports, 'verdicts.ndjson')).toEqual(linesOf(join(local, 'whole'), 'verdicts.ndjson'));
    for (const table of ['verdicts.csv', 'verdicts.txt']) {
      expect([...new Set(linesOf(reports, table))]).toEqual(linesOf(join(local, 'whole'), table));
    }
    const documents = readdirSync(join(local, 'whole')).filter((name) => name.endsWith('.json'));
    expect(documents).toHaveLength(13);
    for (const document of documents)
      expect(linesOf(reports, document)).toEqual(linesOf(join(local, 'whole'), document));
    for (const table of ['specs.parquet', 'clauses.parquet']) {
      const rows = async (of: string) => (await askDuckDb(`FROM '${of}' ORDER BY ALL`)) ?? [];
      expect(await rows(`${reports}/*/${table}`)).toEqual(await rows(`${local}/whole/${table}`));
    }
    const records = names().map(record);
    expect(records.map(({ index, count }) => [index, count])).toEqual(
      [...Array(SHARDS).keys()].map((index) => [index, SHARDS]),
    );
    expect(records.reduce((sum, { archives: count }) => sum + count, 0)).toBe(14);
    expect(records.reduce((sum, { unreadable }) => sum + unreadable, 0)).toBe(1);
  });

  test('leaves a complete shard as it is, and replaces it if an archive was added', () => {
    shard(0);
    const [name = ''] = names();
    const before = statSync(join(reports, name, 'verdicts.csv')).mtimeMs;
    expect(shard(0)).toMatchObject({ status: 0, stdout: `${output}/${name} is already complete\n` });
    expect(statSync(join(reports, name, 'verdicts.csv')).mtimeMs).toBe(before);
    for (let index = 12; index < 24; index += 1) put(`a/${index}.tar.gz`, good);
    expect(shard(0).status).toBe(0);
    expect(indexes()).toEqual(['0']);
    expect(names()).not.toEqual([name]);
  });

  test('replaces results of other options and of another number of shards, but nothing else', () => {
    mkdirSync(join(reports, 'mine'), { recursive: true });
    writeFileSync(join(reports, 'mine/verdicts.csv'), '');
    evaluate('--output', output, '--shard', '3/6', archives);
    shard(0, '--no-default-waivers');
    shard(0);
    expect(names()).toEqual(['mine', expect.stringMatching(/^shard-0-of-3-/)]);
  });

  test('writes what a killed attempt has not written, and waits for a store that comes back', async () => {
    const killed = started(1);
    await sleep(200);
    killed.kill();
    await killed.ended;
    await gateway.pause();
    const second = started(1);
    await sleep(2000);
    await gateway.resume();
    expect(await second.ended).toEqual([0, null]);
    expect(indexes()).toEqual(['1']);
    expect(linesOf(reports, 'verdicts.csv')).toHaveLength(record(names()[0] ?? '').archives + 1);
  });

  test('writes a shard without archives, which DuckDB reads like the others', async () => {
    const result = evaluate('--output', output, '--shard', '0/1000', archives);
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(record(names()[0] ?? '')).toMatchObject({ index: 0, count: 1000, archives: 0 });
    expect(await askDuckDb(`SELECT count(*) FROM '${reports}/*/specs.parquet'`)).toEqual([[0]]);
  });

  test('writes to a directory, too', () => {
    mkdirSync(join(local, 'archives'));
    for (let index = 0; index < 6; index += 1) writeFileSync(join(local, 'archives', `${index}.tar.gz`), good);
    for (const index of [0, 1]) {
      expect(evaluate('--output', 'parts', '--shard', `${index}/2`, 'archives').status).toBe(0);
    }
    expect(evaluate('--output', 'parts', '--shard', '1/2', 'archives').stdout).toMatch(/ is already complete\n$/);
    expect(linesOf(join(local, 'parts'), 'verdicts.ndjson')).toHaveLength(6);
  });

  test.each([
    [['--shard', '3/3', '--output', output, archives], /Expected an index that begins at 0/],
    [['--shard', '0/3', archives], /expected --output with --shard|several need --output/],
    [['--shard', '0/3', '--output', output, 's3://no-bucket/'], /s3:\/\/no-bucket\/: .* 404 NoSuchBucket/],
    [
      ['--shard', '0/3', '--output', output, '--format', 'scs-report', '--subject', 'x', archives],
      /expected another format with --shard/,
    ],
  ])('refuses %j, and writes nothing', (args, expected) => {
    expect(evaluate(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(expected) });
    expect(readdirSync(gateway.directory)).not.toContain('reports');
  });
});
