import { describe, expect, test } from '@jest/globals';
import {
  expectedOf,
  judgementOf,
} from '../../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { stateOf } from '../../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import type { PathPod, PathPods } from '../../../../../src/checks/network-policy-beyond-upstream/paths/path-pods.ts';
import { plannedPaths } from '../../../../../src/checks/network-policy-beyond-upstream/paths/planned-paths.ts';
import { arenaOnTwoNodes } from '../seen-by-scenarios.ts';
import { simulatedArena } from '../simulated-engine.ts';

const NODES = ['192.168.0.1', '192.168.0.2'] as const;

function pathPod(role: string, namespace: string, node: string, address: string): PathPod {
  return { name: `${role}-server`, namespace, role, node, nodeAddresses: [node], ips: [address], port: 9376 };
}

const pods: PathPods = {
  nodePort: { pod: pathPod('node-port', 'x', NODES[0], '10.0.0.21'), port: 30_001 },
  hostPort: { pod: pathPod('host-port', 'host', NODES[0], '10.0.0.22'), port: 20_001 },
  hostNetwork: pathPod('host-network', 'host', NODES[1], NODES[1]),
  refused: new Map(),
};
const onTwoNodes = plannedPaths(arenaOnTwoNodes(), pods);
const kindsOf = ({ paths }: ReturnType<typeof plannedPaths>): string[] =>
  paths.map(({ scenario, kind }) => `${scenario}: ${kind}`);

describe('on two nodes', () => {
  test('each path is planned once, besides what shows that the pods are isolated', () => {
    expect(kindsOf(onTwoNodes)).toEqual([
      'hairpin: control',
      'hairpin: own-address',
      'hairpin: own-service',
      'node-port: control',
      'node-port: own-node',
      'node-port: other-node',
      'node-port: from-node',
      'host-port: control',
      'host-port: host-port',
      'host-network-pods: control',
      'host-network-pods: as-peer',
      'host-network-pods: as-target',
    ]);
  });

  test('each connection is a different one, so that its probes can be found', () => {
    const keys = onTwoNodes.paths.map(({ tried: { from, to, port } }) => `${from.pod} ${to.address} ${port}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('clients are on other nodes than the pods that they connect to, if they are not these pods', () => {
    const arena = arenaOnTwoNodes();
    const nodeOf = (name: string): string | undefined => arena.pods.find((pod) => pod.name === name)?.nodeAddresses[0];
    const clients = onTwoNodes.paths
      .filter(({ scenario, tried }) => /port/.test(scenario) && tried.from.pod.startsWith('y-'))
      .map(({ tried }) => nodeOf(tried.from.pod));
    expect(new Set(clients)).toEqual(new Set([NODES[1]]));
  });

  test('the API specifies that the controls are blocked, and leaves all else open', () => {
    const arena = arenaOnTwoNodes();
    const isolated = [pods.nodePort?.pod, pods.hostPort?.pod].flatMap((pod) =>
      pod === undefined
        ? []
        : [
            {
              ...{ namespace: pod.namespace, name: pod.name, labels: { role: pod.role }, addresses: [...pod.ips] },
              ...{ nodeAddresses: [...pod.nodeAddresses], hostNetwork: false, ports: [] },
            },
          ],
    );
    const place = { ...arena, pods: [...arena.pods, ...isolated] };
    const state = stateOf(place, { policies: onTwoNodes.policies });
    for (const { kind, tried } of onTwoNodes.paths) {
      expect(expectedOf(judgementOf(place, state, tried))).toBe(kind === 'control' ? 'blocked' : null);
    }
  });

  test('no pod is selected by two policies', () => {
    const selectors = onTwoNodes.policies.map(({ metadata, spec }) =>
      JSON.stringify([metadata.namespace, spec.podSelector]),
    );
    expect(new Set(selectors).size).toBe(selectors.length);
  });
});

test('on one node, nothing is planned that needs another one', () => {
  const onFirst = { ...pods, hostNetwork: pathPod('host-network', 'host', NODES[0], NODES[0]) };
  expect(kindsOf(plannedPaths(simulatedArena(), onFirst))).toEqual([
    'hairpin: control',
    'hairpin: own-address',
    'hairpin: own-service',
    'node-port: control',
    'node-port: own-node',
    'host-port: control',
    'host-port: host-port',
    'host-network-pods: as-target',
  ]);
});

test('without the further pods, a pod still connects to itself', () => {
  expect(kindsOf(plannedPaths(simulatedArena(), { refused: new Map() }))).toEqual([
    'hairpin: control',
    'hairpin: own-address',
    'hairpin: own-service',
  ]);
});
