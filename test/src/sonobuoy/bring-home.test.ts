import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClusterConnection } from '../../../src/cluster/connection.ts';
import { connectAsOperator } from '../../../src/cluster/operator-connection.ts';
import { baseManifest } from '../../../src/sonobuoy/base-manifest.ts';
import { type BroughtHome, bringHome } from '../../../src/sonobuoy/bring-home.ts';
import { dealWithLeftover } from '../../../src/sonobuoy/leftover.ts';
import type { LeftoverChoice } from '../../../src/sonobuoy/leftover-choice.ts';
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
  const options = { cluster, target, run, observer, stop, directory, heeds: [], mayRemove: true, pauseMilliseconds: 1 };
  return { ...(await bringHome({ ...options, ...changes })), said: said.join('\n') };
}

describe('a run', () => {
  test('is retrieved and removed, identified by the UID of its namespace', async () => {
    fake.endsWith(archive);
    const home = await bring(await start());
    expect(home).toMatchObject({ archive: { bytes: archive.length }, left: null });
    expect(readdirSync(directory)).toEqual(['202611240600_sonobuoy_x.tar.gz']);
    expect(fake.deleted).toEqual(['namespaces/sonobuoy']);
  });

  test('of somebody else is retrieved but not removed', async () => {
    fake.endsWith(archive);
    expect(await bring(await start(), { mayRemove: false })).toMatchObject({
      archive: { bytes: archive.length },
      left: 'run',
    });
    expect(fake.deleted).toEqual([]);
  });

  test('whose archive cannot be retrieved is not removed, because nothing else has its results', async () => {
    fake.endsWith(archive);
    fake.breakRetrieval();
    const home = await bring(await start());
    expect(home).toMatchObject({
      archive: null,
      left: 'archive',
      said: expect.stringMatching(/attempt 6 of 6\): EOF/),
    });
    expect(fake.deleted).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('that is stopped hands over the results that it has', async () => {
    fake.runsUntilStopped(archive);
    const home = await bring(await start(), { stop: AbortSignal.abort() });
    expect(home).toMatchObject({ archive: { bytes: archive.length }, left: null });
    expect(fake.deleted).toEqual(['namespaces/sonobuoy/pods/plugin', 'namespaces/sonobuoy']);
  });

  test('that was replaced by another one is gone, and the other one is not touched', async () => {
    fake.endsWith(archive);
    const run = { ...(await start()), namespaceUid: 'another' };
    const home = await bring(run);
    expect(home).toMatchObject({ archive: null, left: null, said: expect.stringMatching(/started another one/) });
    expect(fake.deleted).toEqual([]);
  });
});

describe('a run that a policy cuts off', () => {
  const policy = (spec: object) => ({
    metadata: { name: 'default-deny', namespace: 'sonobuoy', uid: 'x' },
    spec: { podSelector: {}, ...spec },
  });
  const within = { ingress: [{ from: [{ podSelector: {} }] }] };

  test('is reported at once, with what to do', async () => {
    fake.policies = [policy({ policyTypes: ['Ingress'] })];
    fake.staysUnheard();
    const { said } = await bring(await start(), { stop: AbortSignal.timeout(500) });
    expect(said).toMatch(
      /the NetworkPolicy default-deny in the namespace sonobuoy keeps the plugin's pod from Sonobuoy's own \(TCP port 8080\).*`scs-networking run --namespace-label KEY=VALUE` gives it\./,
    );
  });

  test.each([
    ['allows what the run needs', policy(within)],
    ['selects none of its pods', policy({ podSelector: { matchLabels: { app: 'other' } }, policyTypes: ['Ingress'] })],
  ])('is not assumed if the policy %s', async (_, harmless) => {
    fake.policies = [harmless];
    fake.staysUnheard();
    const { said } = await bring(await start(), { stop: AbortSignal.timeout(500) });
    expect(said).not.toMatch(/default-deny/);
  });
});

describe('a namespace that keeps terminating', () => {
  test('is reported to wait for a finalizer, not to contain an archive', async () => {
    fake.isHeld = true;
    fake.endsWith(archive);
    const home = await bring(await start(), { stuckSeconds: 2 });
    expect(home).toMatchObject({ archive: { bytes: archive.length }, left: 'namespace' });
    expect(home.said).toMatch(
      /is not going away: sonobuoy has been terminating for .* example\.org\/hold in 1 resource/,
    );
  }, 120_000);

  test('prevents a run, and the message says what keeps it and how to look', async () => {
    fake.terminate();
    await expect(start()).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringMatching(/sonobuoy has been terminating for .*example\.org\/hold.*kubectl api-resources/),
    });
  });
});

describe('a run that an earlier command of ours has left', () => {
  const said: string[] = [];
  const deal = (choice: LeftoverChoice) => dealWithLeftover(cluster, target, choice, (text) => said.push(text));

  test('is removed if it has ended and should be replaced', async () => {
    fake.endsWith(archive);
    fake.leave();
    expect(await deal('replace')).toBeNull();
    expect(fake.isOccupied).toBe(false);
    expect(said.join()).toMatch(/the run an-earlier-run, started \d+ hours ago/);
  });

  test('is removed if only its namespace is left', async () => {
    fake.leave({ isPodless: true });
    expect(await deal('replace')).toBeNull();
    expect(fake.isOccupied).toBe(false);
  });

  test('stays if it continues, and the message says how to follow it', async () => {
    fake.runsUntilStopped(archive);
    fake.leave();
    await expect(deal('replace')).rejects.toThrow(/found that it is still running; --leftover attach follows it$/);
    expect(fake.isOccupied).toBe(true);
  });

  test('is followed on request, whether it continues or not', async () => {
    fake.runsUntilStopped(archive);
    fake.leave();
    expect(await deal('attach')).toMatchObject({ startedAs: 'an-earlier-run' });
  });

  test('otherwise prevents a new run, and the message says what to do', async () => {
    fake.endsWith(archive);
    fake.leave();
    expect(await deal('refuse')).toBeNull();
    await expect(start()).rejects.toThrow(/`scs-networking attach` gets its verdict, .*--leftover replace/);
  });

  test.each(['attach', 'replace'] as const)('is distinguished from a run of somebody else (%s)', async (choice) => {
    fake.endsWith(archive);
    fake.occupy();
    expect(await deal(choice)).toBeNull();
    expect(fake.isOccupied).toBe(true);
  });
});

describe('the namespace of a run', () => {
  test("has the requested labels from the beginning, beside Sonobuoy's own", async () => {
    fake.endsWith(archive);
    const namespaceLabels = new Map([
      ['policies.example.org/exempt', 'true'],
      ['pod-security.kubernetes.io/enforce', 'restricted'],
    ]);
    await startRun(cluster, { target, manifest: baseManifest(), namespaceLabels });
    expect(fake.namespaceLabels).toEqual({
      'policies.example.org/exempt': 'true',
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
  });

  test('is removed again if Sonobuoy cannot start the run', async () => {
    fake.refuseRuns();
    await expect(start()).rejects.toThrow(
      /expected sonobuoy to start the run, found that it could not: no such thing$/,
    );
    expect(fake.isOccupied).toBe(false);
  });
});

describe('a run is not started', () => {
  test('if there is another one, which stays', async () => {
    fake.occupy();
    await expect(start()).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringMatching(/by somebody else/),
    });
    expect(fake.deleted).toEqual([]);
    expect(fake.isOccupied).toBe(true);
  });

  test('and its namespace is removed again if the secret that it needs does not exist', async () => {
    fake.endsWith(archive);
    const pullSecret = { namespace: 'default', name: 'mirror' };
    await expect(startRun(cluster, { target, manifest: baseManifest(), pullSecret })).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringMatching(/the secret mirror in the namespace default/),
    });
    expect(fake.isOccupied).toBe(false);
  });
});
