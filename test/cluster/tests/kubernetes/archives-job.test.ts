import { readFileSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shardIndexOf } from '../../../../src/cli/archives/shards/shard.ts';
import { blocksRunBy } from '../../../docs/documented-commands.ts';
import { askDuckDb } from '../../../docs/duckdb.ts';
import { against, type ClusterAccess } from '../../access/access.ts';
import { say } from '../../progress/steps.ts';
import { ObjectStoreOnNode } from '../../shared/object-store.ts';
import { ownCluster } from '../../shared/own-cluster.ts';
import { CLI } from '../../sonobuoy/command-line.ts';

const MINUTES = 60_000;
const FIXTURES = join(import.meta.dirname, '../../../fixtures');

/** The number of archives of real runs, and of shards. The figures in docs/archives.md are for 10,000 archives in 32 shards. */
const ARCHIVES = Number(process.env['SCS_NETWORKING_ARCHIVES'] ?? 400);
const SHARDS = Number(process.env['SCS_NETWORKING_SHARDS'] ?? 8);
/** How long the store does not answer in the middle of the Job. */
const AWAY_SECONDS = Number(process.env['SCS_NETWORKING_STORE_AWAY_SECONDS'] ?? 15);

/** The originals of the archives, and their verdicts. */
const RECORDED = {
  enforcing: 'compliant',
  'not-enforcing': 'non-compliant',
  terminated: 'inconclusive',
} as const satisfies Record<string, string>;
const recorded = Object.keys(RECORDED) as (keyof typeof RECORDED)[];

/** The shard that gets all unreadable archives. */
const POISONED = 3;

const commands = blocksRunBy('test/cluster/tests/kubernetes/archives-job.test.ts').flatMap((block) => block.commands);
const [prepare = '', write = '', apply = '', wait = ''] = commands;

const cluster = ownCluster({ name: 'archives-test', engine: 'none' });

let access: ClusterAccess;
let store: ObjectStoreOnNode;
let directory = '';
let hostile: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-job-'));
  store = new ObjectStoreOnNode(cluster().access);
  await store.start();
  await fill();
  access = await inNamespace(cluster().access, 'archives');
  await mkdir(join(directory, 'bin'));
  const command = join(directory, 'bin/scs-networking');
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  await chmod(command, 0o755);
  const credentials = Object.entries(store.credentials).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(directory, 'credentials.env'), credentials.join(''));
}, 60 * MINUTES);

afterAll(async () => {
  await store?.stop();
  await rm(directory, { recursive: true, force: true });
}, MINUTES);

/** Fills the store with many names for a few files (hard links), which take no more room than these. */
async function fill(): Promise<void> {
  const runs = join(store.directory, '2026');
  await mkdir(runs);
  for (const name of recorded) await copyFile(join(FIXTURES, `${name}.tar.gz`), join(store.directory, name));
  for (let index = 0; index < ARCHIVES; index += 1) {
    const name = recorded[index % recorded.length] ?? '';
    await link(join(store.directory, name), join(runs, `${name}-${String(index).padStart(5, '0')}.tar.gz`));
  }
  const bad = [
    Buffer.from('no archive at all. '.repeat(100)),
    gzipSync(Buffer.alloc(300 * 1024 ** 2)),
    Buffer.alloc(0),
  ];
  hostile = Array.from({ length: 1000 }, (_, index) => `hostile-${index}.tar.gz`)
    .filter((name) => shardIndexOf(`s3://${store.bucket}/2026/${name}`, SHARDS) === POISONED)
    .slice(0, 6);
  for (const [index, name] of hostile.entries()) await writeFile(join(runs, name), bad[index % bad.length] ?? '');
}

/** Creates a namespace in which Pod Security admits only restricted pods, and makes it the default of commands. */
async function inNamespace({ wrap, env }: ClusterAccess, name: string): Promise<ClusterAccess> {
  const kubeconfig = join(directory, 'kubeconfig');
  await copyFile(env['KUBECONFIG'] ?? '', kubeconfig);
  const PATH = `${join(directory, 'bin')}:${env['PATH']}`;
  const there = { wrap, env: { ...env, ...store.credentials, PATH, KUBECONFIG: kubeconfig } };
  await kubectl(there, 'create', 'namespace', name);
  await kubectl(there, 'label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted');
  await kubectl(there, 'config', 'set-context', '--current', '--namespace', name);
  return there;
}

async function kubectl(on: ClusterAccess, ...args: string[]): Promise<string> {
  const { exitCode, stdout, output } = await against(on, ['kubectl', ...args]);
  if (exitCode !== 0) throw new Error(`expected kubectl ${args.join(' ')} to succeed, found ${output}`);
  return stdout;
}

/** Runs a command of the page, with the address of this store and the number of shards here. */
async function typed(command: string): Promise<{ exitCode: number; output: string }> {
  const meant = command
    .replace('http://store.example.org:9000', store.endpoint)
    .replace('--shards 8', `--shards ${SHARDS}`)
    .replace('--timeout 10m', '--timeout 30m');
  const { exitCode, output } = await against(access, ['bash', '-c', `cd '${directory}' && ${meant}`]);
  return { exitCode, output };
}

/** Names of pods in a phase. */
async function podsIn(phase: string): Promise<string[]> {
  const names = await kubectl(access, 'get', 'pods', `--field-selector=status.phase=${phase}`, '--output', 'name');
  return names.split('\n').filter((name) => name !== '');
}

async function untilPodsRun(count: number): Promise<string[]> {
  for (let tries = 0; tries < 240; tries += 1) {
    const running = await podsIn('Running');
    if (running.length >= count) return running;
    await sleep(500);
  }
  throw new Error('expected pods of the Job to run within two minutes');
}

/** Deletes a pod at once, as if its node were lost. */
async function kill(pod: string): Promise<void> {
  await kubectl(access, 'delete', pod, '--force', '--grace-period=0');
}

/** DuckDB's expression for these files; all columns of CSV are read as text. */
function tableOf(files: string): string {
  return files.endsWith('.csv') ? `read_csv('${files}', header = true, all_varchar = true)` : `'${files}'`;
}

describe('the Job that the page documents', () => {
  test(
    'succeeds although pods are killed and the store does not answer for a while',
    async () => {
      const startedAt = performance.now();
      for (const command of [prepare, write, apply]) {
        expect({ command, ...(await typed(command)) }).toMatchObject({ command, exitCode: 0 });
      }
      expect(readFileSync(join(directory, 'job.yaml'), 'utf8')).not.toContain(store.credentials.AWS_SECRET_ACCESS_KEY);
      for (let round = 0; round < 2; round += 1) {
        const [pod = ''] = await untilPodsRun(1);
        await sleep(2_000);
        await kill(pod);
      }
      await untilPodsRun(1);
      await store.pause();
      await sleep(AWAY_SECONDS * 1000);
      await store.resume();
      const ended = await typed(wait);
      expect({ ended, pods: await kubectl(access, 'get', 'pods') }).toMatchObject({ ended: { exitCode: 0 } });
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      say(`${ARCHIVES} archives in ${SHARDS} shards, ${seconds} s; failed pods: ${(await podsIn('Failed')).length}`);
    },
    40 * MINUTES,
  );

  test('has a result for each shard, with each archive once, with its verdict', async () => {
    const names = (await readdir(join(store.directory, 'reports'))).sort();
    const digits = String(SHARDS - 1).length;
    expect(names.map((name) => name.replace(/-[0-9a-f]{16}$/, ''))).toEqual(
      Array.from({ length: SHARDS }, (_, index) => `shard-${String(index).padStart(digits, '0')}-of-${SHARDS}`),
    );
    const rows = await askDuckDb(
      `SELECT source, verdict FROM ${tableOf(join(store.directory, 'reports/*/verdicts.csv'))} ORDER BY ALL`,
    );
    const expected = (await readdir(join(store.directory, '2026'))).map((name) => {
      const from = recorded.find((each) => name.replace(/-\d+\.tar\.gz$/, '') === each);
      return [`s3://${store.bucket}/2026/${name}`, from === undefined ? 'unreadable' : RECORDED[from]];
    });
    expect(rows).toHaveLength(ARCHIVES + hostile.length);
    expect(rows).toEqual(expected.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  });

  // A single call takes too long for more archives.
  (ARCHIVES > 1000 ? test.skip : test)(
    'has written the same as a single call on this machine',
    async () => {
      const args = ['--format', 'parquet,csv', '--output', join(directory, 'local'), `s3://${store.bucket}/2026/`];
      const env = { ...access.env, AWS_ENDPOINT_URL_S3: store.endpoint };
      const { exitCode } = await against({ ...access, env }, [process.execPath, CLI, 'evaluate', ...args]);
      expect(exitCode).toBe(3);
      for (const table of ['specs.parquet', 'clauses.parquet', 'verdicts.csv']) {
        const rowsOf = (files: string) => askDuckDb(`FROM ${tableOf(files)} ORDER BY ALL`);
        const [alone, ofPods] = [join(directory, 'local', table), join(store.directory, 'reports/*', table)];
        const [expected, rows] = [await rowsOf(alone), await rowsOf(ofPods)];
        expect([table, rows.length]).toEqual([table, expected.length]);
        expect(rows.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(expected[index]))).toBe(-1);
      }
    },
    10 * MINUTES,
  );

  test(
    'does not repeat finished work if it is applied again',
    async () => {
      await kubectl(access, 'delete', 'job', 'scs-networking-archives');
      const startedAt = performance.now();
      expect((await typed(apply)).exitCode).toBe(0);
      expect((await typed(wait)).exitCode).toBe(0);
      say(`applied anew: ${Math.round((performance.now() - startedAt) / 1000)} s`);
      const pods = (await podsIn('Succeeded')).map((pod) => basename(pod));
      expect(pods).toHaveLength(SHARDS);
      for (const pod of pods) expect(await kubectl(access, 'logs', pod)).toMatch(/ is already complete\n?$/);
    },
    10 * MINUTES,
  );
});
