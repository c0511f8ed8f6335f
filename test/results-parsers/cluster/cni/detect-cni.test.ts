import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AskedPlugin } from '../../../../results-parsers/cluster/cni/asked-plugin.ts';
import type { CniName } from '../../../../results-parsers/cluster/cni/cni-table.ts';
import { detectCni } from '../../../../results-parsers/cluster/cni/detect-cni.ts';
import { CniDetection } from '../../../../results-parsers/cluster/cni/detection.ts';
import type { ClusterSightings, DaemonSet, Sighting } from '../../../../results-parsers/cluster/cni/sightings.ts';

/** Marks of the kinds that an archive and the runner's record have in common. */
const noMarks = {
  apiGroups: [],
  nodeKeys: [],
  upReasons: [],
  nodeResources: [],
  podResources: [],
  podKeys: [],
};
const nothing: ClusterSightings = {
  daemonSets: [],
  ...noMarks,
  unread: [],
  asked: null,
};
const PATH = 'resources/ns/kube-system/apps_v1_daemonsets.json';

const set = (name: string, images: string[] = [], ready = 3): Sighting<DaemonSet> => ({
  path: PATH,
  seen: { namespace: 'kube-system', name, images, ready },
});
const TOO_FEW = 'it may be cilium, but too few of its marks are in the archive';
const seen = (...values: string[]): Sighting<string>[] => values.map((value) => ({ path: 'file.json', seen: value }));

const agent = set('cilium', ['quay.io/cilium/cilium:v1.20.2@sha256:12']);
const group = { apiGroups: seen('cilium.io') };
const served = { podResources: seen('cilium.io_v2_ciliumendpoints') };
const cilium = { ...nothing, ...group, ...served, daemonSets: [agent] };

describe('a network plugin is named if several of its marks agree', () => {
  test.each<[CniName, string | null, Partial<ClusterSightings>]>([
    ['cilium', '1.20.2', cilium],
    [
      'cilium',
      '1.18.1',
      { ...group, ...served, daemonSets: [set('renamed', ['mirror.example/quay.io/cilium/cilium:v1.18.1'])] },
    ],
    ['cilium', null, { ...group, ...served, nodeResources: seen('cilium.io_v2_ciliumnodes') }],
    ['cilium', null, { ...group, ...served, upReasons: seen('CiliumIsUp') }],
    [
      'calico',
      '3.32.0',
      {
        daemonSets: [set('calico-node', ['quay.io/calico/node:v3.32.0'])],
        apiGroups: seen('crd.projectcalico.org'),
        podKeys: seen('cni.projectcalico.org/podIP'),
      },
    ],
    [
      'canal',
      '3.30.3',
      {
        daemonSets: [
          set('rke2-canal', ['rancher/hardened-calico:v3.30.3-build1', 'rancher/hardened-flannel:v0.27.3-build1']),
        ],
        apiGroups: seen('crd.projectcalico.org'),
        nodeKeys: seen('flannel.alpha.coreos.com/public-ip'),
        podKeys: seen('cni.projectcalico.org/podIP'),
      },
    ],
    [
      'kube-ovn',
      '1.15.0',
      {
        daemonSets: [set('kube-ovn-cni', ['docker.io/kubeovn/kube-ovn:v1.15.0'])],
        apiGroups: seen('kubeovn.io'),
        podKeys: seen('ovn.kubernetes.io/allocated'),
      },
    ],
    [
      'ovn-kubernetes',
      null,
      {
        daemonSets: [set('ovnkube-node', ['ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu:master'])],
        nodeKeys: seen('k8s.ovn.org/node-subnets'),
        podKeys: seen('k8s.ovn.org/pod-networks'),
      },
    ],
  ])('%s %s', (name, version, sightings) => {
    const found = detectCni({ ...nothing, ...sightings });
    expect(found).toMatchObject({ name, version, reason: null, candidates: [{ name, running: true }] });
  });

  test('with everything that speaks for it', () => {
    const found = detectCni({ ...cilium, nodeKeys: seen('network.cilium.io/ipv4-pod-cidr') });
    expect(found).toEqual({
      name: 'cilium',
      version: '1.20.2',
      reason: null,
      candidates: [
        {
          name: 'cilium',
          version: '1.20.2',
          running: true,
          evidence: [
            { path: 'file.json', what: 'API group cilium.io' },
            { path: 'file.json', what: 'cilium.io_v2_ciliumendpoints: its agent served a pod of this run' },
            { path: 'file.json', what: 'label or annotation network.cilium.io/ipv4-pod-cidr on a node' },
            {
              path: PATH,
              what: 'daemon set kube-system/cilium, 3 ready, image quay.io/cilium/cilium:v1.20.2@sha256:12',
            },
          ],
        },
      ],
    });
    expect(CniDetection.parse(found)).toEqual(found);
  });

  test('although there are traces of another', () => {
    const found = detectCni({ ...cilium, apiGroups: seen('cilium.io', 'crd.projectcalico.org') });
    expect(found).toMatchObject({
      name: 'cilium',
      candidates: [{ name: 'calico', running: false }, { name: 'cilium' }],
    });
  });

  test('although a cloud’s own was switched off in its favour', () => {
    const found = detectCni({ ...cilium, daemonSets: [set('aws-node', [], 0), agent] });
    expect(found).toMatchObject({
      name: 'cilium',
      candidates: [{ name: 'aws-vpc-cni', running: false }, { name: 'cilium' }],
    });
  });

  test('without a version while two of it run', () => {
    const images = ['cilium/cilium:v1.19.0', 'cilium/cilium:v1.20.2'];
    expect(detectCni({ ...cilium, daemonSets: [set('cilium', images)] })).toMatchObject({
      name: 'cilium',
      version: null,
    });
  });
});

const FLANNEL_IMAGE = 'ghcr.io/flannel-io/flannel:v0.28.1';
const flannelAgent = {
  namespace: 'kube-flannel',
  name: 'kube-flannel-ds',
  images: [FLANNEL_IMAGE],
  hostNetwork: true,
  readyNodes: 3,
};
const toldOfNothing: AskedPlugin = {
  nodes: 3,
  agents: [],
  ...noMarks,
};
const toldOfFlannel: AskedPlugin = {
  ...toldOfNothing,
  agents: [flannelAgent],
  nodeKeys: [{ key: 'flannel.alpha.coreos.com/public-ip', nodes: 3 }],
};
const record = (told: AskedPlugin): ClusterSightings['asked'] => ({ path: 'run-record.json', seen: told });
const flannel: ClusterSightings = {
  ...nothing,
  daemonSets: [
    { path: PATH, seen: { namespace: 'kube-flannel', name: 'kube-flannel-ds', images: [FLANNEL_IMAGE], ready: 3 } },
  ],
  nodeKeys: seen('flannel.alpha.coreos.com/public-ip'),
};

describe('a network plugin that makes nothing for pods', () => {
  test('is named if the runner found its agent on every node and the archive shows the same', () => {
    const found = detectCni({ ...flannel, asked: record(toldOfFlannel) });
    expect(found).toMatchObject({ name: 'flannel', version: '0.28.1', reason: null });
    expect(found.candidates[0]?.evidence).toContainEqual({
      path: 'run-record.json',
      what: `daemon set kube-flannel/kube-flannel-ds, 3 ready, image ${FLANNEL_IMAGE}`,
    });
  });

  test.each<[string, ClusterSightings]>([
    ['nobody asked the cluster', flannel],
    ['only the record shows it', { ...nothing, asked: record(toldOfFlannel) }],
    [
      'the archive shows its agent but nothing that it set on nodes',
      { ...flannel, nodeKeys: [], asked: record(toldOfFlannel) },
    ],
    ['the runner saw nothing that it set on nodes', { ...flannel, asked: record({ ...toldOfFlannel, nodeKeys: [] }) }],
    [
      'the agent was missing on a node',
      { ...flannel, asked: record({ ...toldOfFlannel, agents: [{ ...flannelAgent, readyNodes: 2 }] }) },
    ],
    [
      'the agent has a network of its own',
      { ...flannel, asked: record({ ...toldOfFlannel, agents: [{ ...flannelAgent, hostNetwork: false }] }) },
    ],
    [
      'the agent was another one',
      { ...flannel, asked: record({ ...toldOfFlannel, agents: [{ ...flannelAgent, namespace: 'kube-system' }] }) },
    ],
    [
      'its image was another one',
      {
        ...flannel,
        asked: record({
          ...toldOfFlannel,
          agents: [{ ...flannelAgent, images: ['mirror.example/flannel/flannel:v1'] }],
        }),
      },
    ],
    ['there is no node', { ...flannel, asked: record({ ...toldOfFlannel, nodes: 0 }) }],
  ])('is not named if %s', (_what, sightings) => {
    const { name, reason } = detectCni(sightings);
    expect([name, reason]).toEqual([null, 'it may be flannel, but too few of its marks are in the archive']);
  });

  test('is not named if the archive shows only its agent, whatever the record says', () => {
    const image = 'docker.io/kindest/kindnetd:v20250512-df8de77b';
    const agents = [{ namespace: 'kube-system', name: 'kindnet', images: [image], hostNetwork: true, readyNodes: 3 }];
    const found = detectCni({
      ...nothing,
      daemonSets: [set('kindnet', [image])],
      asked: record({ ...toldOfNothing, agents }),
    });
    expect(found.reason).toBe('it may be kindnet, but too few of its marks are in the archive');
  });
});

describe('what the runner found in the cluster', () => {
  const toldOfCilium = {
    ...toldOfNothing,
    podResources: ['cilium.io_v2_ciliumendpoints'],
    nodeResources: ['cilium.io_v2_ciliumnodes'],
    apiGroups: ['cilium.io'],
  };

  test('does not replace a mark that a plugin makes for pods', () => {
    const found = detectCni({ ...nothing, ...group, daemonSets: [agent], asked: record(toldOfCilium) });
    expect(found.reason).toBe(TOO_FEW);
  });

  test('does not weaken a plugin that the archive shows', () => {
    expect(detectCni({ ...cilium, asked: record(toldOfCilium) })).toMatchObject({ name: 'cilium', version: '1.20.2' });
  });

  test('speaks against a plugin of which it shows nothing', () => {
    expect(detectCni({ ...cilium, asked: record({ ...toldOfNothing, apiGroups: ['cilium.io'] }) }).reason).toBe(
      'it may be cilium, but when the runner asked the cluster, nothing of it was running',
    );
  });

  test('can show another running plugin', () => {
    expect(detectCni({ ...cilium, asked: record(toldOfFlannel) }).reason).toBe(
      'several are running: cilium and flannel',
    );
  });
});

const CALICO_TOO = 'several are running: calico and cilium';

describe('no network plugin is named when', () => {
  test.each<[string, Partial<ClusterSightings>, string, CniName[]]>([
    ['nothing is there', {}, 'nothing in the archive shows one', []],
    [
      'all daemon sets belong to something else',
      { daemonSets: [set('kube-proxy', ['kube-proxy:v1'])] },
      'nothing in the archive shows one',
      [],
    ],
    [
      'the name of an image only ends like that of an agent',
      { daemonSets: [set('x', ['a/notcilium/cilium-envoy:v1', 'a/xcilium/cilium:v1'])] },
      'nothing in the archive shows one',
      [],
    ],
    ['there are only API groups', group, 'there are only traces of cilium; not one was seen running', ['cilium']],
    [
      'there are only annotations',
      { nodeKeys: seen('flannel.alpha.coreos.com/public-ip') },
      'there are only traces of flannel; not one was seen running',
      ['flannel'],
    ],
    [
      'its daemon set has no ready pod',
      { daemonSets: [set('cilium', [], 0)] },
      'there are only traces of cilium; not one was seen running',
      ['cilium'],
    ],
    ['a daemon set has its name alone', { daemonSets: [set('cilium', ['busybox'])] }, TOO_FEW, ['cilium']],
    ['a daemon set has its name and its image alone', { daemonSets: [agent] }, TOO_FEW, ['cilium']],
    [
      'a daemon set has an image that ends like its image',
      { daemonSets: [set('cilium', ['evil.example/cilium/cilium:v1.20.2'])] },
      TOO_FEW,
      ['cilium'],
    ],
    ['there is only its agent and its API group', { ...group, daemonSets: [agent] }, TOO_FEW, ['cilium']],
    ['there is only an object for a pod of the run and its API group', { ...group, ...served }, TOO_FEW, ['cilium']],
    [
      'a daemon set has its name, its objects are there, and its image is another',
      { ...group, ...served, daemonSets: [set('cilium', ['customer/agent:v1'])] },
      TOO_FEW,
      ['cilium'],
    ],
    ['its API group is not there', { ...served, daemonSets: [agent] }, TOO_FEW, ['cilium']],
    [
      'no pod shows anything that it makes',
      { daemonSets: [set('kindnet', ['docker.io/kindest/kindnetd:v20250512-df8de77b'])] },
      'it may be kindnet, but too few of its marks are in the archive',
      ['kindnet'],
    ],
    [
      'two are running',
      { ...cilium, daemonSets: [agent, set('aws-node')] },
      'several are running: aws-vpc-cni and cilium',
      ['aws-vpc-cni', 'cilium'],
    ],
    [
      'another one annotated the pods',
      { ...cilium, podKeys: seen('cni.projectcalico.org/podIP') },
      CALICO_TOO,
      ['calico', 'cilium'],
    ],
    ['another one set up the nodes', { ...cilium, upReasons: seen('CalicoIsUp') }, CALICO_TOO, ['calico', 'cilium']],
    [
      'another one may be in a file that could not be read',
      { ...cilium, unread: ['b.json', 'a.json'] },
      'a.json and b.json could not be read',
      ['cilium'],
    ],
  ])('%s', (_what, change, reason, names) => {
    const found = detectCni({ ...nothing, ...change });
    expect([found.name, found.version, found.reason]).toEqual([null, null, reason]);
    expect(found.candidates.map(({ name }) => name)).toEqual(names);
  });

  test('the parts of another plugin are running, but that plugin itself is not', () => {
    const images = ['calico/node:v3.30.0', 'flannel/flannel:v0.27.0'];
    const found = detectCni({ ...nothing, daemonSets: [set('other', images), set('canal', [], 0)] });
    expect(found.reason).toBe('several are running: calico and flannel');
  });
});

test('a name always comes with the only running candidate, and with something that it made for the run’s pods', () => {
  const daemonSet = fc
    .tuple(fc.constantFrom('cilium', 'canal', 'calico-node', 'kube-flannel', 'aws-node', 'other'), fc.nat({ max: 2 }))
    .map(([name, ready]) => set(name, name === 'cilium' ? ['cilium/cilium:v1.20.2'] : [], ready));
  const sightings = fc.record({
    daemonSets: fc.array(daemonSet, { maxLength: 3 }),
    apiGroups: fc.subarray(seen('cilium.io', 'crd.projectcalico.org', 'other.io')),
    nodeKeys: fc.subarray(seen('projectcalico.org/IPv4Address', 'flannel.alpha.coreos.com/x')),
    upReasons: fc.subarray(seen('CalicoIsUp', 'CiliumIsUp')),
    nodeResources: fc.subarray(seen('cilium.io_v2_ciliumnodes')),
    podResources: fc.subarray(seen('cilium.io_v2_ciliumendpoints')),
    podKeys: fc.subarray(seen('cni.projectcalico.org/podIP')),
    unread: fc.subarray(['a.json']),
    asked: fc.constant(null),
  });
  const names = new Set<string | null>();
  fc.assert(
    fc.property(sightings, (all) => {
      const { name, reason, candidates } = detectCni(all);
      names.add(name);
      expect(name === null).toBe(reason !== null);
      if (name !== null) {
        expect(candidates.filter(({ running }) => running).map((candidate) => candidate.name)).toEqual([name]);
        expect(all.unread).toEqual([]);
        expect(all.podResources.length + all.podKeys.length).toBeGreaterThan(0);
      }
    }),
    { seed: 1, numRuns: 1000 },
  );
  expect([...names].sort()).toEqual(expect.arrayContaining([null, 'cilium', 'calico']));
});
