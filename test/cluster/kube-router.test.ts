import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scenarios } from '../../src/checks/network-policy/scenarios/all.ts';
import { checkSettings } from './check-settings.ts';
import { down, up } from './cluster.ts';
import { connectToTestCluster, type TestConnection } from './connection.ts';
import { runOnNode } from './daemon.ts';
import { nodesOf } from './nodes.ts';
import { PolicyLab } from './policy-lab.ts';
import type { ClusterState, Engine } from './state.ts';
import { say } from './steps.ts';
import { TESTED_KUBERNETES } from './tested-kubernetes.ts';

const NAME = 'kube-router-test';
const MINUTE = 60_000;

let connection: TestConnection;

const withEngine = (engine: Engine): Promise<ClusterState> =>
  up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine, nodes: 2, ipFamily: 'dual' }, say);

beforeAll(async () => {
  connection = await connectToTestCluster(await withEngine('kube-router'));
}, 60 * MINUTE);

afterAll(async () => {
  await connection?.close();
  await down(NAME);
}, 2 * MINUTE);

async function answersTo(...ids: string[]): Promise<Record<string, string>> {
  const lab = await PolicyLab.open(connection.cluster, checkSettings(TESTED_KUBERNETES));
  try {
    const { parts = [] } = await lab.judged(scenarios.filter(({ id }) => ids.includes(id)));
    return Object.fromEntries(parts.flatMap(({ id, answer }) => (ids.includes(id) ? [[id, answer]] : [])));
  } finally {
    await lab.close();
  }
}

/** What kube-router has on the nodes. */
async function traces(state: ClusterState): Promise<string> {
  const SHOW = 'iptables-save; ip6tables-save; ipset list -name';
  const shown = await Promise.all(nodesOf(state).map((node) => runOnNode(node, ['sh', '-c', SHOW])));
  const lines = shown.flatMap((each) => each.split('\n'));
  return lines.filter((line) => /KUBE-(ROUTER|POD-FW|NWPLCY|SRC|DST)-|0x20000/.test(line)).join('\n');
}

// In this release the rules for IPv6 name sets that are not there, and are all refused.
test(
  'kube-router enforces policies between two nodes, but for IPv4 alone, which our check notices',
  async () => {
    expect(await answersTo('end-port-ingress', 'second-address-family')).toEqual({
      'end-port-ingress': 'yes',
      'second-address-family': 'no',
    });
  },
  5 * MINUTE,
);

test(
  'nothing of kube-router stays in force when there is to be no engine',
  async () => {
    expect(await traces(await withEngine('kube-router'))).not.toBe('');
    expect(await traces(await withEngine('none'))).toBe('');
    expect(await answersTo('end-port-ingress')).toEqual({ 'end-port-ingress': 'no' });
  },
  5 * MINUTE,
);
