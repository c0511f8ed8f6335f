import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CoreV1Api } from '@kubernetes/client-node';
import { execa } from 'execa';
import type { AskedPlugin } from '../../../../results-parsers/cluster/cni/asked-plugin.ts';
import { askForNetworkPlugin } from '../../../../src/cluster/network-plugin.ts';
import { lookAround } from '../../../../src/runner/preflight/look-around.ts';
import { connectToTestCluster } from '../../access/connection.ts';
import { buildParts } from '../../builds/build-parts.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { machineState, tracesOf } from '../../machine/traces.ts';
import { say } from '../../progress/steps.ts';
import { clusterLayout } from '../../state/layout.ts';
import { readState } from '../../state/state.ts';

const MAIN = join(import.meta.dirname, '../../commands/cluster.ts');
const NAME = 'test-cilium';
const MINUTE = 60_000;

const cluster = (command: string, ...args: string[]) =>
  execa('node', [MAIN, command, '--name', NAME, ...args], { reject: false, all: true });

beforeAll(async () => {
  await buildParts({ kubernetes: TESTED_KUBERNETES, engine: 'cilium' }, say);
}, 60 * MINUTE);

afterAll(async () => {
  await cluster('down');
}, MINUTE);

/** Waits, because the kernel frees BPF objects some time after their last user is gone. */
async function settledMachineState(expected: readonly string[]): Promise<string[]> {
  let state = await machineState();
  for (let tries = 0; tries < 60 && state.join() !== expected.join(); tries += 1) {
    await sleep(500);
    state = await machineState();
  }
  return state;
}

/** The problems that the preflight notices in the running cluster without creating anything. */
async function noticedProblems(): Promise<string[]> {
  const connection = await connectToTestCluster(await readState(clusterLayout(NAME)));
  try {
    return (await lookAround(connection.cluster)).problems.map(({ code }) => code);
  } finally {
    await connection.close();
  }
}

/** The preflight's findings about the network plugin if it runs in one of these pods. */
async function foundInPodOf(namespace: string): Promise<AskedPlugin> {
  const connection = await connectToTestCluster(await readState(clusterLayout(NAME)));
  try {
    const { items } = await connection.cluster.api(CoreV1Api).listNamespacedPod({ namespace });
    return await askForNetworkPlugin(connection.cluster, items[0] ?? null);
  } finally {
    await connection.close();
  }
}

test(
  'Cilium connects the pods with BPF programs, the preflight warns of its delay of labels and recognises it, its settings stay on the node, and `down` leaves nothing of it',
  async () => {
    const before = await machineState();
    const options = [
      '--kubernetes',
      TESTED_KUBERNETES,
      '--engine',
      'cilium',
      '--cilium-option',
      'enable-policy=always',
    ];
    expect((await cluster('up', ...options)).all).toContain('policy engine cilium enable-policy=always');

    const endpoints = ['--namespace', 'kube-system', 'get', 'ciliumendpoints', '--output', 'name'];
    expect((await cluster('exec', '--', 'kubectl', ...endpoints)).stdout).toMatch(
      /^ciliumendpoint\.cilium\.io\/coredns-/,
    );
    expect(await noticedProblems()).toEqual(['label-delay']);
    // Cilium's agent does not run in pods here, so there is no daemon set.
    expect(await foundInPodOf('kube-system')).toEqual({
      nodes: 1,
      agents: [],
      apiGroups: ['cilium.io'],
      nodeKeys: expect.any(Array),
      upReasons: expect.any(Array),
      nodeResources: ['cilium.io_v2_ciliumnodes'],
      podResources: ['cilium.io_v2_ciliumendpoints'],
      podKeys: [],
    });
    const during = await machineState();
    expect(during.filter((line) => line.startsWith('BPF prog'))).not.toEqual([]);
    expect(during.filter((line) => !line.startsWith('BPF'))).toEqual(before.filter((line) => !line.startsWith('BPF')));

    const others = await cluster('up', '--engine', 'none');
    expect([others.exitCode, others.all]).toEqual([2, expect.stringContaining('take it down first')]);

    expect((await cluster('down')).exitCode).toBe(0);
    expect(await tracesOf(NAME)).toEqual([]);
    expect(await settledMachineState(before)).toEqual(before);
  },
  10 * MINUTE,
);
