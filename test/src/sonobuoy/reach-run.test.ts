import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { reachRun } from '../../../src/sonobuoy/reach-run.ts';
import { FakeCluster } from './fake-cluster.ts';

let fake: FakeCluster;
let target: { kubeconfig: string; namespace: string };
beforeEach(async () => {
  fake = new FakeCluster();
  target = { kubeconfig: await fake.start(), namespace: 'sonobuoy' };
});
afterEach(() => fake.stop());

describe('a run that somebody else has started', () => {
  test('is reached as soon as it shows that it runs our plugin', async () => {
    fake.occupy();
    fake.listsWithoutPlugin = 1;
    const { run } = await reachRun(target);
    expect([...run.plugins.keys()]).toEqual(['scs-networking']);
  });

  test('is not waited for if there is none', async () => {
    await expect(reachRun(target)).rejects.toThrow(/found no such namespace; `scs-networking run` starts one$/);
  });

  test("is not waited for if it is another plugin's", async () => {
    fake.occupy();
    fake.listsWithoutPlugin = 100;
    fake.runs('e2e');
    await expect(reachRun(target)).rejects.toThrow(/found one of e2e$/);
  });

  test('is given up if it never shows its plugin', async () => {
    fake.occupy();
    fake.listsWithoutPlugin = 100;
    await expect(reachRun(target, 0)).rejects.toThrow(/found one that does not say yet which plugins it runs$/);
  });

  test('does not exist if its namespace only waits for a finalizer, which is reported', async () => {
    fake.terminate();
    await expect(reachRun(target)).rejects.toThrow(
      /found that sonobuoy has been terminating for \d+ hours, since 2026-11-24T07:00:00Z: Some content .* example\.org\/hold in 1 resource instances\. `kubectl api-resources .*--namespace sonobuoy` lists/,
    );
  });
});
