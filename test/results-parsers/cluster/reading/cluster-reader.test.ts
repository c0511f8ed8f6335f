import { describe, expect, test } from '@jest/globals';
import { readArchive } from '../../../../results-parsers/archive/read-archive.ts';
import type { ClusterSightings } from '../../../../results-parsers/cluster/cni/sightings.ts';
import { ClusterReader } from '../../../../results-parsers/cluster/reading/cluster-reader.ts';
import { ciliumFiles, sonobuoyPod } from '../../building/sonobuoy.ts';
import { streamed, tarGzOf } from '../../building/tar.ts';

const DAEMON_SETS = 'resources/ns/kube-system/apps_v1_daemonsets.json';

const daemonSet = (change: object = {}) => ({
  metadata: { namespace: 'kube-system', name: 'cilium', uid: '1' },
  spec: {
    template: { spec: { initContainers: [{ image: 'init:1' }], containers: [{ image: 'agent:1', name: 'agent' }] } },
  },
  status: { numberReady: 2 },
  ...change,
});
const read = { namespace: 'kube-system', name: 'cilium', images: ['agent:1'], ready: 2 };

async function sightings(
  files: Record<string, unknown>,
  runNamespace = 'sonobuoy',
): Promise<Omit<ClusterSightings, 'asked'>> {
  const reader = new ClusterReader();
  const members = Object.entries(files).map(([path, content]) => ({
    path,
    content: typeof content === 'string' ? content : JSON.stringify(content),
  }));
  await readArchive(streamed(tarGzOf(members)), (path) => reader.open(path));
  return reader.sightings(runNamespace);
}

describe('daemon sets', () => {
  test.each<[string, unknown]>([
    ['a list with items', { kind: 'DaemonSetList', items: [daemonSet()] }],
    ['an array', [daemonSet()]],
  ])('are read from %s', async (_what, document) => {
    const { daemonSets, unread } = await sightings({ [DAEMON_SETS]: document });
    expect(daemonSets).toEqual([{ path: DAEMON_SETS, seen: read }]);
    expect(unread).toEqual([]);
  });

  test.each([[undefined], [{}]])('with the status %j have no ready pod', async (status) => {
    const { daemonSets } = await sightings({ [DAEMON_SETS]: [daemonSet({ status })] });
    expect(daemonSets).toEqual([{ path: DAEMON_SETS, seen: { ...read, ready: 0 } }]);
  });

  test.each<[string, unknown]>([
    ['text', 'not JSON'],
    ['no list', { kind: 'Status' }],
    ['nothing', null],
    ['an item without containers', [daemonSet({ spec: {} })]],
    ['a number of pods that is not a number', [daemonSet({ status: { numberReady: '2' } })]],
  ])('in a file with %s are reported as unread', async (_what, document) => {
    const { daemonSets, unread } = await sightings({ [DAEMON_SETS]: document });
    expect([daemonSets, unread]).toEqual([[], [DAEMON_SETS]]);
  });

  test('in a file that is cut off are reported as unread', () => {
    const reader = new ClusterReader();
    reader.open(DAEMON_SETS)?.write(Buffer.from('[]'));
    expect(reader.sightings('sonobuoy').unread).toEqual([DAEMON_SETS]);
  });

  test('that are larger than any cluster’s are reported as unread', () => {
    const reader = new ClusterReader();
    const blanks = Buffer.alloc(1024 ** 2, ' ');
    const paths = ['a', 'b', 'c'].map((namespace) => `resources/ns/${namespace}/apps_v1_daemonsets.json`);
    for (const path of paths) {
      const sink = reader.open(path);
      sink?.write(Buffer.from('[]'));
      for (let mebibytes = 0; mebibytes < 15; mebibytes++) sink?.write(blanks);
      sink?.end();
    }
    expect(reader.sightings('sonobuoy').unread).toEqual(paths.slice(2));
  });
});

test('API groups are found by what the server serves and by the names of files, nodes by their labels and annotations', async () => {
  const found = await sightings({
    'resources/cluster/core_v1_nodes.json': {
      items: [
        {
          metadata: {
            name: 'n1',
            labels: { 'kubernetes.io/os': 'linux' },
            annotations: { 'projectcalico.org/IPv4Address': '10.0.0.1/24' },
          },
        },
        { metadata: { name: 'n2', labels: null } },
      ],
    },
    'resources/cluster/cilium.io_v2_ciliumnodes.json': 'never read',
    'resources/cluster/cert-manager.io_v1_issuers.json': 'never read',
    'servergroups.json': { groups: [{ name: '' }, { name: 'apps' }, { name: 'cilium.io' }, { name: 'crd.antrea.io' }] },
  });
  expect(found).toEqual({
    daemonSets: [],
    apiGroups: [
      { path: 'resources/cluster/cilium.io_v2_ciliumnodes.json', seen: 'cilium.io' },
      { path: 'servergroups.json', seen: 'crd.antrea.io' },
    ],
    nodeKeys: [{ path: 'resources/cluster/core_v1_nodes.json', seen: 'projectcalico.org/IPv4Address' }],
    upReasons: [],
    nodeResources: [],
    podResources: [],
    podKeys: [],
    unread: [],
  });
});

describe('what an agent makes for pods and nodes', () => {
  const [, [endpointsPath = '', endpoints = ''] = [], [podsPath = '', pods = ''] = [], [, ciliumNodes = ''] = []] =
    ciliumFiles('1.20.2', 'my-sonobuoy');
  const NODES = 'resources/cluster/core_v1_nodes.json';
  const CILIUM_NODES = 'resources/cluster/cilium.io_v2_ciliumnodes.json';
  const nodes = { items: [{ metadata: { name: 'node1', uid: 'uid-of-node' } }] };
  const changed = (text: string, from: string, to: string): string => text.replaceAll(from, to);

  test.each<[what: string, endpoints: string, pods: string, counts: boolean]>([
    ['belongs to that pod, with its UID and its address', endpoints, pods, true],
    ['belongs to an earlier pod of the same name', changed(endpoints, 'uid-of-pod', 'uid-of-another'), pods, false],
    ['has another address than the pod', changed(endpoints, '10.244.0.7', '10.244.0.8'), pods, false],
    ['belongs to no pod', '{"items":[{"metadata":{"name":"sonobuoy"}}]}', pods, false],
    ['belongs to a pod without a UID', endpoints, changed(pods, '"uid":"uid-of-pod",', ''), false],
    ['is missing', '[]', pods, false],
    ['is not JSON', 'anything', pods, false],
  ])('counts only if it belongs to a pod of the run: it %s', async (_what, objects, podList, counts) => {
    const files = { [endpointsPath]: objects, [podsPath]: podList };
    const expected = counts ? [{ path: endpointsPath, seen: 'cilium.io_v2_ciliumendpoints' }] : [];
    expect((await sightings(files, 'my-sonobuoy')).podResources).toEqual(expected);
  });

  test('counts only in the namespace of the run', async () => {
    expect((await sightings({ [endpointsPath]: endpoints, [podsPath]: pods }, 'sonobuoy')).podResources).toEqual([]);
  });

  test('counts in whatever order the files come', async () => {
    const files = { [podsPath]: pods, [NODES]: nodes, [endpointsPath]: endpoints, [CILIUM_NODES]: ciliumNodes };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    const found = await sightings(files, 'my-sonobuoy');
    expect([found.podResources, found.nodeResources].map(({ length }) => length)).toEqual([1, 1]);
    expect(await sightings(reversed, 'my-sonobuoy')).toEqual(found);
  });

  test.each<[what: string, nodes: object, counts: boolean]>([
    ['every node has one', nodes, true],
    ['a node has none', { items: [...nodes.items, { metadata: { name: 'node2', uid: 'uid-2' } }] }, false],
    ['the node of that name is a different one', { items: [{ metadata: { name: 'node1', uid: 'uid-2' } }] }, false],
    ['no node is known', { items: [] }, false],
  ])('counts for nodes only if every node has one: %s', async (_what, document, counts) => {
    const found = await sightings({ [NODES]: document, [CILIUM_NODES]: ciliumNodes });
    expect(found.nodeResources).toEqual(counts ? [{ path: CILIUM_NODES, seen: 'cilium.io_v2_ciliumnodes' }] : []);
  });

  test('is also an annotation on the pods, or a reason in the condition of the nodes', async () => {
    const pod = sonobuoyPod('sonobuoy', { annotations: { 'cni.projectcalico.org/podIP': '10.244.0.7/32', other: '' } });
    const condition = (reason: string, status: string) => ({ type: 'NetworkUnavailable', status, reason });
    const conditions = [
      condition('CalicoIsUp', 'False'),
      condition('FlannelIsUp', 'True'),
      condition('RouteCreated', 'False'),
    ];
    const found = await sightings({
      'resources/ns/sonobuoy/core_v1_pods.json': { items: [pod] },
      [NODES]: { items: [{ metadata: { name: 'node1' }, status: { conditions } }] },
    });
    expect(found.podKeys.map(({ seen }) => seen)).toEqual(['cni.projectcalico.org/podIP']);
    expect(found.upReasons.map(({ seen }) => seen)).toEqual(['CalicoIsUp']);
  });
});

test('documents that cannot be read are ignored if they can only contain traces', async () => {
  const found = await sightings({ 'servergroups.json': '[', 'resources/cluster/core_v1_nodes.json': '{}' });
  expect(Object.values(found).flat()).toEqual([]);
});
