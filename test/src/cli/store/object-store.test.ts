import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ObjectStore } from '../../../../src/cli/store/object-store.ts';
import { storeSettings } from '../../../../src/cli/store/store-settings.ts';
import { packed, requiredCases, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn } from '../command-line.ts';
import { breakingProxy } from './breaking-proxy.ts';
import { Gateway, hasGo, portOf } from './gateway.ts';

// The store is built from Go modules the first time.
jest.setTimeout(15 * 60_000);

const gateway = new Gateway();
const { bucket } = gateway;
const CONTENT = randomBytes(3_000_000);
const DIGEST = createHash('sha256').update(CONTENT).digest('hex');
const KEYS = ['a b+c%25&?#=.bin', "dir/!'()*~.bin", 'dir/ü-ß-日本.bin'] as const;

let directory = '';
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  writeFileSync(join(directory, 'file'), CONTENT);
  if (hasGo) await gateway.start();
});
afterAll(async () => {
  await gateway.stop();
  rmSync(directory, { recursive: true });
});

function store(port = gateway.port, pauses: readonly number[] = [0.1, 0.1, 0.1]): ObjectStore {
  return new ObjectStore(storeSettings(gateway.environment(port)), pauses);
}

async function digestOf(from: ObjectStore, key: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of from.read({ bucket, key })) hash.update(chunk);
  return hash.digest('hex');
}

async function keysBelow(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store().list({ bucket, key: prefix })) keys.push(key);
  return keys;
}

const withStore = hasGo ? describe : describe.skip;

withStore('a real object store', () => {
  test.each(KEYS)('takes an object with the key %j and hands it over', async (key) => {
    await store().write({ bucket, key }, { file: join(directory, 'file') });
    expect(readFileSync(join(gateway.directory, key)).equals(CONTENT)).toBe(true);
    expect(await digestOf(store(), key)).toBe(DIGEST);
    expect(await keysBelow(key)).toEqual([key]);
  });

  test('lists all keys with a prefix, however many, in the order of their bytes', async () => {
    mkdirSync(join(gateway.directory, 'many'));
    const names = Array.from({ length: 2345 }, (_, index) => `many/0${String(index).padStart(4, '0')}`);
    for (const name of [...names, 'many/1']) writeFileSync(join(gateway.directory, name), '');
    expect(await keysBelow('many/0')).toEqual(names);
  });

  test('is asked for the rest of an object if a connection breaks', async () => {
    await store().write({ bucket, key: 'broken' }, { file: join(directory, 'file') });
    const proxy = await breakingProxy(gateway.port, { after: 1_000_000, times: 2 });
    expect(await digestOf(store(portOf(proxy)), 'broken')).toBe(DIGEST);
    proxy.close();
  });

  test('is not retried forever', async () => {
    await store().write({ bucket, key: 'broken' }, { file: join(directory, 'file') });
    const proxy = await breakingProxy(gateway.port, { after: 10_000, times: 100 });
    await expect(digestOf(store(portOf(proxy)), 'broken')).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
    proxy.close();
  });

  test('is waited for if it does not answer', async () => {
    await store().write({ bucket, key: 'away' }, { file: join(directory, 'file') });
    await gateway.pause();
    const reading = digestOf(store(gateway.port, [1, 1, 1, 1, 1]), 'away');
    await sleep(500);
    await gateway.resume();
    expect(await reading).toBe(DIGEST);
  });

  test.each([
    ['not-there', bucket, /found its answer 404 NoSuchKey/],
    ['x', 'no-bucket', /found its answer 404 NoSuchBucket/],
    ['dir/../../other/x', bucket, /found a key with \. or \.\. between slashes/],
  ])('says why it does not return %s of %s', async (key, from, expected) => {
    const reading = store().read({ bucket: from, key }).next();
    await expect(reading).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', message: expect.stringMatching(expected) });
  });

  test('rejects unknown credentials', async () => {
    const settings = storeSettings({ ...gateway.environment(), AWS_SECRET_ACCESS_KEY: 'wrong' });
    const reading = new ObjectStore(settings, []).read({ bucket, key: 'x' }).next();
    await expect(reading).rejects.toMatchObject({ message: expect.stringMatching(/answer 403 SignatureDoesNotMatch/) });
  });
});

withStore('scs-networking evaluate with a store', () => {
  const [first, ...others] = requiredCases();
  const failing = upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] });

  beforeAll(() => {
    for (const below of [join(gateway.directory, 'runs'), join(directory, 'runs')]) {
      mkdirSync(join(below, 'deep'), { recursive: true });
      writeFileSync(join(below, 'good.tar.gz'), packed(upstreamArchive()));
      writeFileSync(join(below, 'deep/bad.tar.gz'), packed(failing));
      writeFileSync(join(below, 'text.tar.gz'), 'no archive at all. '.repeat(100));
      writeFileSync(join(below, 'notes.txt'), '');
    }
  });

  function evaluate(args: readonly string[], environment: Record<string, string> = gateway.environment()): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'evaluate', ...args], {
      cwd: directory,
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  test.each([
    ['ndjson', 'runs/'],
    ['csv', 'runs/'],
    ['ndjson', 'runs/deep/bad.tar.gz'],
  ])('prints in the format %s for %s the same as for the same files', (format, below) => {
    const ofFiles = runIn(directory, ['evaluate', '--format', format, below]);
    const path = `s3://${bucket}/runs/`;
    const { status, stdout, stderr } = evaluate(['--format', format, `s3://${bucket}/${below}`]);
    expect({ status, stdout: stdout.replaceAll(path, 'runs/'), stderr: stderr.replaceAll(path, 'runs/') }).toEqual(
      ofFiles,
    );
  });

  test('evaluates only the archives that --include names', () => {
    const { stdout } = evaluate(['--format', 'csv', '--include', 'deep/*', `s3://${bucket}/runs/`]);
    expect(stdout.trim().split('\n').slice(1)).toEqual([expect.stringMatching(/^s3:\/\/archives\/runs\/deep\/bad/)]);
  });

  test('writes to the store what it writes to a directory, and removes what an earlier call wrote', () => {
    const args = ['--format', 'csv,parquet,json', 'runs'];
    runIn(directory, ['evaluate', ...args, '--output', 'reports']);
    mkdirSync(join(gateway.directory, 'reports'));
    writeFileSync(join(gateway.directory, 'reports/good.verdict.json'), 'of another day');
    writeFileSync(join(gateway.directory, 'reports/mine'), '');
    const { stdout } = evaluate([...args, '--output', `s3://${bucket}/reports`]);
    expect(stdout).toMatch(/, verdicts\.csv written to s3:\/\/archives\/reports\n$/);
    const names = readdirSync(join(directory, 'reports'));
    expect(readdirSync(join(gateway.directory, 'reports')).sort()).toEqual([...names, 'mine'].sort());
    for (const name of names) {
      const stored = readFileSync(join(gateway.directory, 'reports', name));
      expect([name, stored.equals(readFileSync(join(directory, 'reports', name)))]).toEqual([name, true]);
    }
    evaluate(['--format', 'json', '--output', `s3://${bucket}/reports`, '--waivers', 'not-there', 'runs']);
    expect(readdirSync(join(gateway.directory, 'reports'))).not.toContain('good.verdict.json');
  });

  test('continues with a journal, which identifies objects by their ETags', () => {
    const args = ['--format', 'ndjson', '--journal', 'journal', `s3://${bucket}/runs/`];
    const before = evaluate(args);
    const after = evaluate(args);
    expect(after.stdout).toBe(before.stdout);
    expect(after.stderr).toMatch(/\njournal: 2 as before, 1 evaluated/);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['s3://no-bucket/', {}, /s3:\/\/no-bucket\/: expected the object store .* 404 NoSuchBucket/],
    ['s3://archives/none/', {}, /s3:\/\/archives\/none\/: expected archives \(.*\) among the keys with this prefix/],
    ['s3://archives/', { AWS_ACCESS_KEY_ID: '' }, /expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
    ['s3:///', {}, /expected s3:\/\/BUCKET or s3:\/\/BUCKET\/KEY/],
  ])('reports the problem of %s with %j, and continues with others', (path, environment, expected) => {
    const { stdout, stderr } = evaluate(['--format', 'csv', path, 'runs/good.tar.gz'], {
      ...gateway.environment(),
      ...environment,
    });
    expect(stderr).toMatch(expected);
    expect(stdout).toMatch(/^runs\/good\.tar\.gz,[0-9a-f]{64},,compliant,/m);
  });
});
