import { describe, expect, test } from '@jest/globals';
import { askForNetworkPlugin } from '../../../src/cluster/network-plugin.ts';
import { answeringWith, asked } from './answering-api.ts';

const IMAGE = 'quay.io/cilium/cilium:v1.20.2';
const isReady = { type: 'Ready', status: 'True' };

const node = (name: string, change: object = {}) => ({
  metadata: {
    name,
    uid: `uid-of-${name}`,
    labels: { 'kubernetes.io/os': 'linux', 'topology.example/zone': 'a' },
    annotations: { 'network.cilium.io/ipv4-pod-cidr': '10.244.0.0/24' },
  },
  status: { conditions: [isReady, { type: 'NetworkUnavailable', status: 'False', reason: 'CiliumIsUp' }] },
  ...change,
});

const daemonSet = (name: string, image: string) => ({
  metadata: { namespace: 'kube-system', name, uid: `uid-of-${name}` },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: {},
      spec: {
        containers: [
          { name: 'a', image },
          { name: 'b', image: 'sidecar:1' },
        ],
      },
    },
  },
});

const agentPod = (nodeName: string, change: object = {}) => ({
  metadata: {
    name: `agent-${nodeName}`,
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'cilium', uid: 'uid-of-cilium' }],
  },
  spec: { nodeName, hostNetwork: true, containers: [] },
  status: { conditions: [isReady] },
  ...change,
});

const ours = {
  metadata: {
    namespace: 'runs',
    name: 'sonobuoy-x',
    uid: 'uid-of-ours',
    annotations: { 'cni.projectcalico.org/podIP': '', team: '' },
  },
  status: { podIPs: [{ ip: '10.244.0.7' }] },
};
const endpoint = {
  metadata: { name: 'sonobuoy-x', ownerReferences: [{ uid: 'uid-of-ours' }] },
  status: { networking: { addressing: [{ ipv4: '10.244.0.7' }] } },
};
const owned = (...names: string[]) => ({
  items: names.map((name) => ({ metadata: { ownerReferences: [{ uid: `uid-of-${name}` }] } })),
});

const group = (name: string) => ({ name, versions: [{ groupVersion: `${name}/v1`, version: 'v1' }] });
const ENDPOINT = '/apis/cilium.io/v2/namespaces/runs/ciliumendpoints/sonobuoy-x';
const CILIUM_NODES = '/apis/cilium.io/v2/ciliumnodes';
const PODS = '/api/v1/namespaces/kube-system/pods';

const withCilium = {
  '/api/v1/nodes': { items: [node('a'), node('b')] },
  '/apis': { groups: [group('apps'), group('cilium.io'), group('shop.example')] },
  '/apis/apps/v1/daemonsets': { items: [daemonSet('cilium', IMAGE), daemonSet('kube-proxy', 'kube-proxy:v1')] },
  [PODS]: { items: [agentPod('a'), agentPod('b')] },
  [CILIUM_NODES]: owned('a', 'b'),
  [ENDPOINT]: endpoint,
};

async function found(change: object = {}, pod: typeof ours | null = ours): Promise<unknown> {
  return await asked(answeringWith({ ...withCilium, ...change }), (cluster) => askForNetworkPlugin(cluster, pod));
}

describe('an API server that is asked for the network plugin', () => {
  test('shows its agents, their marks on the nodes, and the objects that they made for our own pod', async () => {
    expect(await found()).toEqual({
      nodes: 2,
      agents: [{ namespace: 'kube-system', name: 'cilium', images: [IMAGE], hostNetwork: true, readyNodes: 2 }],
      apiGroups: ['cilium.io'],
      nodeKeys: [{ key: 'network.cilium.io/ipv4-pod-cidr', nodes: 2 }],
      upReasons: [{ reason: 'CiliumIsUp', nodes: 2 }],
      nodeResources: ['cilium.io_v2_ciliumnodes'],
      podResources: ['cilium.io_v2_ciliumendpoints'],
      podKeys: ['cni.projectcalico.org/podIP'],
    });
  });

  test.each<[string, object, object]>([
    [
      'a pod that is not ready',
      { [PODS]: { items: [agentPod('a'), agentPod('b', { status: { conditions: [] } })] } },
      { agents: [{ readyNodes: 1 }] },
    ],
    [
      'a foreign pod with the labels of the agents',
      { [PODS]: { items: [agentPod('a'), agentPod('b', { metadata: { name: 'x' } })] } },
      { agents: [{ readyNodes: 1 }] },
    ],
    ['two pods on one node', { [PODS]: { items: [agentPod('a'), agentPod('a')] } }, { agents: [{ readyNodes: 1 }] }],
    [
      'a pod that is not in the network of its node',
      { [PODS]: { items: [agentPod('a'), agentPod('b', { spec: { nodeName: 'b', containers: [] } })] } },
      { agents: [{ readyNodes: 2, hostNetwork: false }] },
    ],
    ['no pod at all', { [PODS]: { items: [] } }, { agents: [{ readyNodes: 0, hostNetwork: false }] }],
    ['a node for which nothing was made', { [CILIUM_NODES]: owned('a') }, { nodeResources: [] }],
    [
      'an object of another pod with the name of ours',
      { [ENDPOINT]: { ...endpoint, metadata: { name: 'sonobuoy-x', ownerReferences: [{ uid: 'another' }] } } },
      { podResources: [] },
    ],
    ['no object for our pod', { [ENDPOINT]: undefined }, { podResources: [] }],
    ['no such kind', { [CILIUM_NODES]: undefined }, { nodeResources: [] }],
    [
      'a node that is not ready, and one with Windows',
      {
        '/api/v1/nodes': {
          items: [
            node('a'),
            node('b', { status: { conditions: [] } }),
            node('c', { metadata: { name: 'c', uid: 'uid-of-c', labels: { 'kubernetes.io/os': 'windows' } } }),
          ],
        },
      },
      { nodes: 1 },
    ],
  ])('reports %s', async (_what, change, expected) => {
    expect(await found(change)).toMatchObject(expected);
  });

  test('shows nothing about pods if we do not run in one', async () => {
    expect(await found({}, null)).toMatchObject({ podResources: [], podKeys: [] });
  });

  test('gives no result at all if it leaves one question unanswered', async () => {
    expect(await found({ '/apis/apps/v1/daemonsets': undefined })).toMatch(/to list daemon sets, found: HTTP 404/);
  });
});
