import { describe, expect, test } from '@jest/globals';
import type { ClusterFacts } from '../../../results-parsers/index.ts';
import { builtNode, CLUSTER_ID, clusterFiles, NAMESPACES, NODES, podFile } from '../building/cluster.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { ownArchive, upstreamArchive } from '../building/sonobuoy.ts';

async function factsOf(...files: [string, unknown][]): Promise<ClusterFacts> {
  const texts = files.map(([path, content]): [string, string] => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  const verdict = await evaluateFiles(new Map([...texts, ...upstreamArchive()]));
  expect(verdict.verdict).toBe('compliant');
  return verdict.subject.cluster;
}

const nothing: ClusterFacts = { id: null, nodes: null, addressFamilies: [] };
const kind = {
  operatingSystem: 'linux',
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  kernel: '6.1.0',
  architecture: 'amd64',
  containerRuntime: 'containerd://2.4.2',
  kubelet: 'v1.36.3',
};
const SERVICES = 'resources/ns/default/core_v1_services.json';
const SERVICE_RANGES = 'resources/cluster/networking.k8s.io_v1_servicecidrs.json';

describe('about the cluster the verdict says', () => {
  test('nothing that the archive does not show', async () => {
    expect(await factsOf()).toEqual(nothing);
  });

  test('its id, the kinds of its nodes and their addresses, each with the file that shows it', async () => {
    const nodes = [builtNode('n2'), builtNode('n1'), builtNode('odd', '6.12.1')];
    expect(await factsOf(...clusterFiles(nodes))).toEqual({
      id: { value: CLUSTER_ID, path: NAMESPACES },
      nodes: {
        path: NODES,
        count: 3,
        kinds: [
          { ...kind, names: ['n1', 'n2'] },
          { ...kind, kernel: '6.12.1', names: ['odd'] },
        ],
      },
      addressFamilies: [
        { of: 'nodes', family: 'IPv4', path: NODES },
        { of: 'pods', family: 'IPv4', path: NODES },
      ],
    } satisfies ClusterFacts);
  });

  test('its nodes also from an array, as Sonobuoy wrote it up to 0.53', async () => {
    expect((await factsOf([NODES, [builtNode('n1')]])).nodes).toMatchObject({ count: 1, kinds: [{ names: ['n1'] }] });
  });

  test('what nodes do not say as not known', async () => {
    const { nodes } = await factsOf([NODES, [{ metadata: { name: 'n' }, status: { nodeInfo: { osImage: '' } } }]]);
    const unknown = Object.fromEntries(Object.keys(kind).map((key) => [key, null]));
    expect(nodes?.kinds).toEqual([{ ...unknown, names: ['n'] }]);
  });

  test.each<[string, string, unknown]>([
    ['nodes that are not JSON', NODES, '['],
    ['a node without a name', NODES, [{ metadata: {} }]],
    ['a node with a name that Kubernetes does not allow', NODES, [builtNode('n'.repeat(254))]],
    ['a node with a kernel of two thousand characters', NODES, [builtNode('n', '6'.repeat(2000))]],
    ['namespaces without kube-system', NAMESPACES, [{ metadata: { name: 'default', uid: '1' } }]],
    [
      'a namespace with an id that is not a UID',
      NAMESPACES,
      [{ metadata: { name: 'kube-system', uid: '1'.repeat(65) } }],
    ],
    ['services without addresses', SERVICES, [{ spec: { clusterIP: 'None' } }, { spec: {} }]],
    ['a range of services that is not a range', SERVICE_RANGES, [{ spec: { cidrs: ['everywhere'] } }]],
  ])('nothing for %s', async (_what, path, content) => {
    expect(await factsOf([path, content])).toEqual(nothing);
  });
});

describe('address families are those', () => {
  test.each<[string, [string, unknown][], string[]]>([
    [
      'of nodes and ranges of pods',
      [[NODES, [builtNode('n', '6', 'fd00::7', ['fd01::/64', '10.1.0.0/16'])]]],
      ['nodes IPv6', 'pods IPv4', 'pods IPv6'],
    ],
    [
      'of a range of pods that stands alone',
      [[NODES, [{ ...builtNode('n', '6', 'n'), spec: { podCIDR: 'fd01::/64' } }]]],
      ['pods IPv6'],
    ],
    [
      'of services',
      [[SERVICES, [{ spec: { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd02::1'] } }]]],
      ['services IPv4', 'services IPv6'],
    ],
    ['of a service from before dual stack', [[SERVICES, [{ spec: { clusterIP: 'fd02::1' } }]]], ['services IPv6']],
    [
      'of ranges of services',
      [[SERVICE_RANGES, [{ spec: { cidrs: ['10.96.0.0/16', 'fd02::/112'] } }]]],
      ['services IPv4', 'services IPv6'],
    ],
    [
      'of pods',
      [podFile('sonobuoy', 'p', 'n', { status: { podIPs: [{ ip: '10.1.0.2' }, { ip: 'fd01::2' }] } })],
      ['pods IPv4', 'pods IPv6'],
    ],
    [
      'of pods from before dual stack',
      [podFile('netpol-x-1', 'p', 'n', { status: { podIP: 'fd01::2' } })],
      ['pods IPv6'],
    ],
    [
      'of pods, but not of those on the network of their node',
      [podFile('sonobuoy', 'p', 'n', { spec: { hostNetwork: true }, status: { podIP: '172.30.0.2' } })],
      [],
    ],
  ])('%s', async (_what, files, families) => {
    const { addressFamilies } = await factsOf(...files);
    expect(addressFamilies.map(({ of, family }) => `${of} ${family}`)).toEqual(families);
  });

  test('with the file whose name sorts first among those that show them, whatever their order in the archive', async () => {
    const files = ['b', 'a', 'c'].map((name, index) =>
      podFile(`netpol-${name}-${index}`, 'p', 'n', { status: { podIP: '10.1.0.2' } }),
    );
    expect((await factsOf(...files)).addressFamilies).toEqual([
      { of: 'pods', family: 'IPv4', path: 'resources/ns/netpol-a-1/core_v1_pods.json' },
    ]);
  });
});

test('the files that show these facts are among the evidence', async () => {
  const verdict = await evaluateFiles(new Map([...upstreamArchive(), ...clusterFiles([builtNode('n')])]));
  expect(verdict.evidence.map(({ path }) => path)).toEqual(expect.arrayContaining([NODES, NAMESPACES]));
});

test('about the run the verdict says which session of Sonobuoy it was, and which files show it and the versions', async () => {
  const session = '79d04540-4be2-4da9-86f3-d9a2cb77f7ba';
  const own = await evaluateFiles(ownArchive());
  expect(own.run).toMatchObject({
    id: '0d83d9dc-8a91-4aa3-8585-47e41bb4d000',
    sessionId: session,
    evidence: {
      runRecord: 'plugins/scs-networking/results/global/run-record.json',
      sonobuoyConfig: 'meta/config.json',
    },
  });
  expect(own.subject.versionEvidence).toEqual({
    server: 'serverversion.json',
    e2e: 'plugins/scs-networking/results/global/run-record.json',
  });
  const upstream = await evaluateFiles(upstreamArchive());
  expect(upstream.run).toMatchObject({ id: session, sessionId: session, evidence: { runRecord: null } });
  const without = await evaluateFiles(upstreamArchive().set('meta/config.json', '{').set('serverversion.json', '{'));
  expect(without.run).toMatchObject({ id: null, sessionId: null, evidence: { sonobuoyConfig: null } });
  expect(without.subject.versionEvidence).toEqual({ server: null, e2e: 'plugins/e2e/definition.json' });
});
