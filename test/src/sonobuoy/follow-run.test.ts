import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connectAsOperator } from '../../../src/cluster/operator-connection.ts';
import { findSonobuoyRun } from '../../../src/cluster/sonobuoy-run.ts';
import { followRun } from '../../../src/sonobuoy/follow-run.ts';
import type { RunSnapshot } from '../../../src/sonobuoy/run-observer.ts';
import { FakeCluster } from './fake-cluster.ts';

let fake: FakeCluster;
let kubeconfig: string;
beforeEach(async () => {
  fake = new FakeCluster();
  kubeconfig = await fake.start();
});
afterEach(() => fake.stop());

test('a run is still followed while Sonobuoy does not answer', async () => {
  fake.occupy();
  fake.runs('scs-networking');
  const cluster = connectAsOperator(kubeconfig);
  const run = await findSonobuoyRun(cluster, 'sonobuoy');
  if (run === null) throw new Error('expected a run');
  const seen: RunSnapshot[] = [];
  const progress = (snapshot: RunSnapshot): void => {
    seen.push(snapshot);
    fake.hang(seen.length < 4);
    if (seen.length === 4) fake.vacate();
  };
  const end = await followRun({
    ...{ cluster, run, target: { kubeconfig, namespace: 'sonobuoy' }, pluginPods: new Set(), heeds: [] },
    observer: { say: () => {}, specFailed: () => {}, progress },
    stop: new AbortController().signal,
  });
  expect(end.kind).toBe('gone');
  const gaps = seen.slice(1, 4).map(({ elapsedSeconds }, index) => elapsedSeconds - (seen[index]?.elapsedSeconds ?? 0));
  expect(gaps).toHaveLength(3);
  // Each gap includes the wait for the missing answer.
  for (const seconds of gaps) expect([seconds > 1, seconds < 10]).toEqual([true, true]);
  expect(seen[3]).toMatchObject({ phase: 'testing', passed: 10, total: 50 });
});

test('the answer of the specs is reported once, while the plugin continues', async () => {
  fake.occupy();
  fake.reports('0 of 4 checks ended\nMUST so far: all passed.\nseconds left: about 80');
  const cluster = connectAsOperator(kubeconfig);
  const run = await findSonobuoyRun(cluster, 'sonobuoy');
  if (run === null) throw new Error('expected a run');
  const said: string[] = [];
  const seen: RunSnapshot[] = [];
  const progress = (snapshot: RunSnapshot): void => {
    seen.push(snapshot);
    if (seen.length === 2) fake.vacate();
  };
  await followRun({
    ...{ cluster, run, target: { kubeconfig, namespace: 'sonobuoy' }, pluginPods: new Set(), heeds: ['--extended'] },
    observer: { say: (sentence) => said.push(sentence), specFailed: () => {}, progress },
    stop: new AbortController().signal,
  });
  expect(said).toEqual([expect.stringMatching(/^MUST so far: all passed\. The verdict .* heeds --extended,/)]);
  expect(seen[1]).toMatchObject({ message: '0 of 4 checks ended', running: [], secondsLeft: 80 });
});
