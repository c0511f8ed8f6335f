import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClusterConnection } from '../../../src/cluster/connection.ts';
import { connectAsOperator } from '../../../src/cluster/operator-connection.ts';
import { baseManifest } from '../../../src/sonobuoy/base-manifest.ts';
import { type BroughtHome, bringHome } from '../../../src/sonobuoy/bring-home.ts';
import { type StartedRun, startRun } from '../../../src/sonobuoy/start-run.ts';
import { ownArchive, packed } from '../../results-parsers/building/sonobuoy.ts';
import { FakeCluster } from './fake-cluster.ts';

const archive = packed(ownArchive());

let fake: FakeCluster;
let cluster: ClusterConnection;
let target: { kubeconfig: string; namespace: string };
let directory = '';
beforeEach(async () => {
  fake = new FakeCluster();
  target = { kubeconfig: await fake.start(), namespace: 'sonobuoy' };
  cluster = connectAsOperator(target.kubeconfig);
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
});
afterEach(async () => {
  await fake.stop();
  rmSync(directory, { recursive: true });
});

const start = () => startRun(cluster, { target, manifest: baseManifest() });

async function bring(
  run: StartedRun,
  changes: Partial<Parameters<typeof bringHome>[0]> = {},
): Promise<BroughtHome & { said: string }> {
  const said: string[] = [];
  const observer = { say: (sentence: string) => said.push(sentence), progress: () => {}, specFailed: () => {} };
  const stop = new AbortController().signal;
  const options = { cluster, target, run, observer, stop, directory, mayRemove: true, pauseMilliseconds: 1 };
  return { ...(await bringHome({ ...options, ...changes })), said: said.join('\n') };
}

describe('a run', () => {
  test('is brought home and removed, by what tells it from others', async () => {
    fake.endsWith(archive);
    const home = await bring(await start());
    expect(home).toMatchObject({ archive: { bytes: archive.length }, isLeft: false });
    expect(readdirSync(directory)).toEqual(['202611240600_sonobuoy_x.tar.gz']);
    expect(fake.deleted).toEqual(['namespaces/sonobuoy']);
  });

  test('of somebody else is brought home and stays', async () => {
    fake.endsWith(archive);
    expect(await bring(await start(), { mayRemove: false })).toMatchObject({
      archive: { bytes: archive.length },
      isLeft: true,
    });
    expect(fake.deleted).toEqual([]);
  });

  test('whose archive cannot be retrieved stays, for it is all that there is', async () => {
    fake.endsWith(archive);
    fake.breakRetrieval();
    const home = await bring(await start());
    expect(home).toMatchObject({ archive: null, isLeft: true, said: expect.stringMatching(/6 of 6 tries\): EOF/) });
    expect(fake.deleted).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('that is stopped hands over what it has', async () => {
    fake.runsUntilStopped(archive);
    const home = await bring(await start(), { stop: AbortSignal.abort() });
    expect(home).toMatchObject({ archive: { bytes: archive.length }, isLeft: false });
    expect(fake.deleted).toEqual(['namespaces/sonobuoy/pods/plugin', 'namespaces/sonobuoy']);
  });

  test('that another one has taken the place of is gone, and the other one stays', async () => {
    fake.endsWith(archive);
    const run = { ...(await start()), namespaceUid: 'another' };
    const home = await bring(run);
    expect(home).toMatchObject({ archive: null, isLeft: false, said: expect.stringMatching(/started another one/) });
    expect(fake.deleted).toEqual([]);
  });
});

describe('a run is not started', () => {
  test('in the place of another one, which stays', async () => {
    fake.occupy();
    await expect(start()).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringMatching(/by somebody else/),
    });
    expect(fake.deleted).toEqual([]);
    expect(fake.isOccupied).toBe(true);
  });

  test('for good where the secret that it needs is not there', async () => {
    fake.endsWith(archive);
    const pullSecret = { namespace: 'default', name: 'mirror' };
    await expect(startRun(cluster, { target, manifest: baseManifest(), pullSecret })).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringMatching(/the secret mirror in the namespace default/),
    });
    expect(fake.isOccupied).toBe(false);
  });
});
