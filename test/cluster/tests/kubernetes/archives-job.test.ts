import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blocksRunBy } from '../../../docs/documented-commands.ts';
import { askDuckDb } from '../../../docs/duckdb.ts';
import { against } from '../../access/access.ts';
import { say } from '../../progress/steps.ts';
import { ArchivesJob } from '../../shared/archives-job.ts';
import { ManyArchives, WAIVERS } from '../../shared/many-archives.ts';
import { ObjectStoreOnNode } from '../../shared/object-store.ts';
import { ownCluster } from '../../shared/own-cluster.ts';
import { CLI } from '../../sonobuoy/command-line.ts';

const MINUTES = 60_000;

/** The number of archives of real runs, and of shards. The figures in docs/archives.md are for 10,000 archives in 16 shards. */
const ARCHIVES = Number(process.env['SCS_NETWORKING_ARCHIVES'] ?? 400);
const SHARDS = Number(process.env['SCS_NETWORKING_SHARDS'] ?? 8);
/** How long the store does not answer in the middle of the Job. */
const AWAY_SECONDS = Number(process.env['SCS_NETWORKING_STORE_AWAY_SECONDS'] ?? 15);

/** A directory that keeps the shards evaluated on this machine: a later run with the same archives finds them complete. */
const LOCAL = process.env['SCS_NETWORKING_LOCAL_SHARDS'];

/** The shard with the archives that are unreadable or costly. */
const POISONED = 3;
/** The shard whose pods are always killed. */
const DOOMED = 5;

const RETRIES = 3;
const FORMATS = ['--format', 'parquet,ndjson,table,csv'] as const;
const INPUTS = ['--waivers', 'waivers.yaml', '--no-default-waivers'] as const;

const commands = blocksRunBy('test/cluster/tests/kubernetes/archives-job.test.ts').flatMap((block) => block.commands);
const [prepare = '', write = '', apply = '', wait = ''] = commands.map(meant);

const cluster = ownCluster({ name: 'archives-test', engine: 'none' });

let job: ArchivesJob;
let store: ObjectStoreOnNode;
let archives: ManyArchives;
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-job-'));
  store = new ObjectStoreOnNode(cluster().access);
  await store.start();
  archives = new ManyArchives(join(store.directory, '2026'), `s3://${store.bucket}/2026/`);
  await archives.write({ count: ARCHIVES, shards: SHARDS, poisoned: POISONED });
  await writeFile(join(directory, 'waivers.yaml'), WAIVERS);
  const credentials = Object.entries(store.credentials).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(directory, 'credentials.env'), credentials.join(''));
  job = await ArchivesJob.prepare(cluster().access, {
    directory,
    variables: { ...store.credentials, STORE: store.endpoint },
  });
}, 60 * MINUTES);

afterAll(async () => {
  await store?.stop();
  await rm(directory, { recursive: true, force: true });
}, 5 * MINUTES);

/** A command of the page, with the address of this store, the number of shards here, and the options that these tests need. */
function meant(command: string): string {
  return command
    .replace('http://store.example.org:9000', '"$STORE"')
    .replace('--shards 8', `--shards ${SHARDS} --retries ${RETRIES} --no-default-waivers ${FORMATS.join(' ')}`)
    .replace('--timeout 10m', '--timeout 30m');
}

async function succeeds(command: string): Promise<void> {
  expect(await job.typed(command)).toMatchObject({ command, exitCode: 0 });
}

/** Evaluates the archives of that store on this machine. */
async function evaluate(...args: string[]): Promise<number> {
  const { access } = cluster();
  const env = { ...access.env, ...store.credentials, AWS_ENDPOINT_URL_S3: store.endpoint };
  const call = [process.execPath, CLI, 'evaluate', ...FORMATS, ...INPUTS, ...args, `s3://${store.bucket}/2026/`];
  const { exitCode, output } = await against({ ...access, env }, ['env', '-C', directory, ...call]);
  if (args.includes('--shard')) expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  return exitCode;
}

/** DuckDB's expression for these files; all columns of CSV are read as text. */
function tableOf(files: string): string {
  return files.endsWith('.csv') ? `read_csv('${files}', header = true, all_varchar = true)` : `'${files}'`;
}

function reportsOf(file: string): string {
  return join(store.directory, 'reports/*', file);
}

/** Kills pods, takes the store away, and waits until the Job has failed. */
async function disturbed(): Promise<void> {
  await job.killOneOtherThan(DOOMED);
  await job.killOneOtherThan(DOOMED);
  await store.pause();
  await sleep(AWAY_SECONDS * 1000);
  await store.resume();
  await succeeds(`kubectl wait --for condition=failed --timeout 30m job/${job.name}`);
}

/** The paths of the files below a directory. */
async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(place, join(parentPath, name))).sort();
}

describe('the Job that the page documents', () => {
  test(
    'fails only for the shard whose pods are always killed, although other pods are killed and the store does not answer for a while',
    async () => {
      const startedAt = performance.now();
      for (const command of [prepare, write, apply]) await succeeds(command);
      expect(readFileSync(join(directory, 'job.yaml'), 'utf8')).not.toContain(store.credentials.AWS_SECRET_ACCESS_KEY);
      const ended = new AbortController();
      const [killed] = await Promise.all([
        job.killEachOf(DOOMED, ended.signal),
        disturbed().finally(() => ended.abort()),
      ]);
      const { failedIndexes, failed, succeeded } = await job.status();
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      say(`${ARCHIVES} archives in ${SHARDS} shards: ${seconds} s; pods: ${failed} failed, ${succeeded} succeeded`);
      expect({ failedIndexes, succeeded }).toEqual({ failedIndexes: String(DOOMED), succeeded: SHARDS - 1 });
      expect(killed).toBe(1 + RETRIES);
    },
    40 * MINUTES,
  );

  test(
    'evaluates only the missing shard if it is applied again',
    async () => {
      await job.kubectl('delete', 'job', job.name);
      const startedAt = performance.now();
      for (const command of [apply, wait]) await succeeds(command);
      say(`applied again: ${Math.round((performance.now() - startedAt) / 1000)} s`);
      const [missing, ...others] = await job.pods('Succeeded', `=${DOOMED}`);
      expect(others).toEqual([]);
      const there = (await job.pods('Succeeded', `!=${DOOMED}`)).map((pod) => basename(pod));
      expect(there).toHaveLength(SHARDS - 1);
      for (const pod of there) {
        expect(await job.kubectl('logs', pod)).toMatch(/ is already complete\n?$/);
      }
      expect(await job.kubectl('logs', missing ?? '')).toMatch(/ archives in /);
    },
    20 * MINUTES,
  );

  test('has a result for each shard, with each archive once, with its verdict', async () => {
    const names = (await readdir(join(store.directory, 'reports'))).sort();
    const digits = String(SHARDS - 1).length;
    expect(names.map((name) => name.replace(/-[0-9a-f]{16}$/, ''))).toEqual(
      Array.from({ length: SHARDS }, (_, index) => `shard-${String(index).padStart(digits, '0')}-of-${SHARDS}`),
    );
    const rows = await askDuckDb(`SELECT source, verdict FROM ${tableOf(reportsOf('verdicts.csv'))} ORDER BY ALL`);
    const expected = archives.verdicts();
    expect(rows.map(([source]) => source)).toEqual(expected.map(([path]) => path));
    const others = expected.filter(([, verdict], index) => verdict !== null && rows[index]?.[1] !== verdict);
    expect(others).toEqual([]);
  });

  test('applies the waivers of its ConfigMap', async () => {
    const rows = await askDuckDb(
      `SELECT waived_by, count(DISTINCT source) FROM ${tableOf(reportsOf('specs.parquet'))}
       WHERE verdict = 'compliant' AND outcome = 'waived' GROUP BY ALL`,
    );
    const compliant = archives.verdicts().filter(([, verdict]) => verdict === 'compliant').length;
    expect(rows).toEqual([['kernel-without-sctp', compliant]]);
  });

  test(
    'has written the same bytes as the same shards on this machine',
    async () => {
      const startedAt = performance.now();
      const local = LOCAL ?? join(directory, 'local');
      const waiting = Array.from({ length: SHARDS }, (_, index) => index);
      const next = async (): Promise<void> => {
        for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
          await evaluate('--jobs', '1', '--shard', `${index}/${SHARDS}`, '--output', local);
        }
      };
      await Promise.all([next(), next()]);
      say(`two shards at a time on this machine: ${Math.round((performance.now() - startedAt) / 1000)} s`);
      const reports = join(store.directory, 'reports');
      const files = await filesIn(reports);
      expect(files).toEqual(await filesIn(local));
      const others: string[] = [];
      for (const file of files) {
        const [found, expected] = [await readFile(join(reports, file)), await readFile(join(local, file))];
        if (!found.equals(expected)) others.push(file);
      }
      expect(others).toEqual([]);
    },
    20 * MINUTES,
  );

  // All rows are compared in memory.
  const few = ARCHIVES <= 1000;
  (few ? test : test.skip)(
    `has written the same rows as a single call on this machine${few ? '' : ', which is compared for at most 1,000 archives'}`,
    async () => {
      expect(await evaluate('--output', join(directory, 'single'))).toBe(3);
      for (const table of ['specs.parquet', 'clauses.parquet', 'verdicts.csv']) {
        const rowsOf = (files: string) => askDuckDb(`FROM ${tableOf(files)} ORDER BY ALL`);
        const [expected, rows] = [await rowsOf(join(directory, 'single', table)), await rowsOf(reportsOf(table))];
        expect([table, rows.length]).toEqual([table, expected.length]);
        expect(rows.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(expected[index]))).toBe(-1);
      }
    },
    10 * MINUTES,
  );
});
