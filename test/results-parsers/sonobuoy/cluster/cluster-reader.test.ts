import { describe, expect, test } from '@jest/globals';
import { readArchive } from '../../../../results-parsers/archive/read-archive.ts';
import { ClusterReader } from '../../../../results-parsers/sonobuoy/cluster/cluster-reader.ts';
import type { ClusterSightings } from '../../../../results-parsers/subject/cni/sightings.ts';
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

async function sightings(files: Record<string, unknown>, runNamespace = 'sonobuoy'): Promise<ClusterSightings> {
  const reader = new ClusterReader();
  const members = Object.entries(files).map(([path, content]) => ({
    path,
    content: typeof content === 'string' ? content : JSON.stringify(content),
  }));
  await readArchive(streamed(tarGzOf(members)), ({ path }) => reader.open(path));
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

  test.each([[undefined], [{}]])('with the status %j have no pod that is ready', async (status) => {
    const { daemonSets } = await sightings({ [DAEMON_SETS]: [daemonSet({ status })] });
    expect(daemonSets).toEqual([{ path: DAEMON_SETS, seen: { ...read, ready: 0 } }]);
  });

  test.each<[string, unknown]>([
    ['text', 'not JSON'],
    ['no list', { kind: 'Status' }],
    ['nothing', null],
    ['an item without containers', [daemonSet({ spec: {} })]],
    ['a number of pods that is none', [daemonSet({ status: { numberReady: '2' } })]],
  ])('in a file with %s are said to be unread', async (_what, document) => {
    const { daemonSets, unread } = await sightings({ [DAEMON_SETS]: document });
    expect([daemonSets, unread]).toEqual([[], [DAEMON_SETS]]);
  });

  test('in a file that is cut off are said to be unread', () => {
    const reader = new ClusterReader();
    reader.open(DAEMON_SETS)?.write(Buffer.from('[]'));
    expect(reader.sightings('sonobuoy').unread).toEqual([DAEMON_SETS]);
  });

  test('that are larger than any cluster’s are said to be unread', () => {
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
    runResources: [],
    unread: [],
  });
});

test('objects that an agent makes for each pod count in the namespace of the run alone', async () => {
  const [own, other] = ['own', 'other'].map(
    (namespace) => `resources/ns/${namespace}/cilium.io_v2_ciliumendpoints.json`,
  );
  const files = { [String(own)]: [], [String(other)]: [] };
  expect((await sightings(files, 'own')).runResources).toEqual([{ path: own, seen: 'cilium.io_v2_ciliumendpoints' }]);
  expect((await sightings(files, 'third')).runResources).toEqual([]);
});

test('documents that cannot be read and can only hold traces are passed over', async () => {
  const found = await sightings({ 'servergroups.json': '[', 'resources/cluster/core_v1_nodes.json': '{}' });
  expect(found).toEqual({ daemonSets: [], apiGroups: [], nodeKeys: [], runResources: [], unread: [] });
});
