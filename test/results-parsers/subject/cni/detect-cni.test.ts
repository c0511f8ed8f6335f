import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CniName } from '../../../../results-parsers/subject/cni/cni-table.ts';
import { detectCni } from '../../../../results-parsers/subject/cni/detect-cni.ts';
import { CniDetection } from '../../../../results-parsers/subject/cni/detection.ts';
import type { ClusterSightings, DaemonSet, Sighting } from '../../../../results-parsers/subject/cni/sightings.ts';

const nothing: ClusterSightings = { daemonSets: [], apiGroups: [], nodeKeys: [], runResources: [], unread: [] };
const PATH = 'resources/ns/kube-system/apps_v1_daemonsets.json';

const set = (name: string, images: string[] = [], ready = 3): Sighting<DaemonSet> => ({
  path: PATH,
  seen: { namespace: 'kube-system', name, images, ready },
});
const seen = (...values: string[]): Sighting<string>[] => values.map((value) => ({ path: 'file.json', seen: value }));

describe('a network plugin at work is named', () => {
  test.each<[CniName, string | null, Sighting<DaemonSet>]>([
    [
      'antrea',
      '2.5.0',
      set('antrea-agent', ['antrea/antrea-agent-ubuntu:v2.5.0', 'antrea/antrea-agent-ubuntu:v2.5.0']),
    ],
    [
      'aws-vpc-cni',
      '1.20.1',
      set('aws-node', ['1234.dkr.ecr.eu-central-1.amazonaws.com/amazon-k8s-cni:v1.20.1-eksbuild.3']),
    ],
    ['azure-cni', null, set('azure-cns')],
    ['calico', '3.32.0', set('calico-node', ['quay.io/calico/node:v3.32.0'])],
    [
      'canal',
      null,
      set('rke2-canal', ['rancher/hardened-calico:v3.30.3-build1', 'rancher/hardened-flannel:v0.27.3-build1']),
    ],
    ['cilium', '1.20.2', set('cilium', ['quay.io/cilium/cilium:v1.20.2@sha256:12'])],
    ['cilium', '1.18.1', set('renamed', ['mirror.example/quay.io/cilium/cilium:v1.18.1'])],
    ['cilium', null, set('anetd', ['mirror.example/1:latest'])],
    ['flannel', '0.27.0', set('kube-flannel-ds', ['ghcr.io/flannel-io/flannel:v0.27.0'])],
    ['kindnet', null, set('kindnet', ['docker.io/kindest/kindnetd:v20250512-df8de77b'])],
    ['kube-network-policies', '1.1.1', set('knp', ['registry.k8s.io/networking/kube-network-policies:v1.1.1'])],
    ['kube-ovn', '1.15.0', set('kube-ovn-cni', ['docker.io/kubeovn/kube-ovn:v1.15.0'])],
    ['kube-router', '2.6.0', set('kube-router', ['quay.io/k0sproject/kube-router:v2.6.0-iptables1.8.11-0'])],
    ['ovn-kubernetes', null, set('ovnkube-node', ['quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:12'])],
    ['terway', '1.15.0', set('terway-eniip', ['registry.example/acs/terway:v1.15.0'])],
    ['weave', '2.8.1', set('weave-net', ['weaveworks/weave-kube:2.8.1'])],
  ])('%s %s', (name, version, daemonSet) => {
    const found = detectCni({ ...nothing, daemonSets: [daemonSet] });
    expect(found).toMatchObject({ name, version, reason: null, candidates: [{ name, running: true }] });
  });

  test('when its agent made objects for the pods of the run, with all that speaks for it', () => {
    const found = detectCni({
      ...nothing,
      apiGroups: seen('cilium.io'),
      nodeKeys: seen('network.cilium.io/ipv4-pod-cidr'),
      runResources: seen('cilium.io_v2_ciliumendpoints'),
    });
    expect(found).toEqual({
      name: 'cilium',
      version: null,
      reason: null,
      candidates: [
        {
          name: 'cilium',
          version: null,
          running: true,
          evidence: [
            { path: 'file.json', what: 'API group cilium.io' },
            { path: 'file.json', what: 'cilium.io_v2_ciliumendpoints: its agent served the pods of this run' },
            { path: 'file.json', what: 'label or annotation network.cilium.io/ipv4-pod-cidr on a node' },
          ],
        },
      ],
    });
    expect(CniDetection.parse(found)).toEqual(found);
  });

  test('although there are traces of another', () => {
    const found = detectCni({ ...nothing, daemonSets: [set('cilium')], apiGroups: seen('crd.projectcalico.org') });
    expect(found).toMatchObject({
      name: 'cilium',
      candidates: [{ name: 'calico', running: false }, { name: 'cilium' }],
    });
  });

  test('although a cloud’s own was switched off in its favour', () => {
    const found = detectCni({ ...nothing, daemonSets: [set('aws-node', [], 0), set('cilium')] });
    expect(found).toMatchObject({
      name: 'cilium',
      candidates: [{ name: 'aws-vpc-cni', running: false }, { name: 'cilium' }],
    });
  });

  test('without a version while two of it run', () => {
    const images = ['cilium/cilium:v1.19.0', 'cilium/cilium:v1.20.2'];
    expect(detectCni({ ...nothing, daemonSets: [set('cilium', images)] })).toMatchObject({
      name: 'cilium',
      version: null,
    });
  });
});

describe('no network plugin is named when', () => {
  test.each<[string, Partial<ClusterSightings>, string, CniName[]]>([
    ['nothing is there', {}, 'nothing in the archive tells of one', []],
    [
      'all daemon sets are of something else',
      { daemonSets: [set('kube-proxy', ['kube-proxy:v1'])] },
      'nothing in the archive tells of one',
      [],
    ],
    [
      'an image’s name only ends like one',
      { daemonSets: [set('x', ['a/notcilium/cilium-envoy:v1', 'a/xcilium/cilium:v1'])] },
      'nothing in the archive tells of one',
      [],
    ],
    [
      'there are only API groups',
      { apiGroups: seen('cilium.io') },
      'there are only traces, of cilium; none was seen at work',
      ['cilium'],
    ],
    [
      'there are only annotations',
      { nodeKeys: seen('flannel.alpha.coreos.com/public-ip') },
      'there are only traces, of flannel; none was seen at work',
      ['flannel'],
    ],
    [
      'its daemon set has no pod that is ready',
      { daemonSets: [set('cilium', [], 0)] },
      'there are only traces, of cilium; none was seen at work',
      ['cilium'],
    ],
    [
      'two are at work',
      { daemonSets: [set('cilium'), set('aws-node')] },
      'several are at work: aws-vpc-cni and cilium',
      ['aws-vpc-cni', 'cilium'],
    ],
    [
      'a further one may be in a file that could not be read',
      { daemonSets: [set('cilium')], unread: ['b.json', 'a.json'] },
      'a.json and b.json could not be read',
      ['cilium'],
    ],
  ])('%s', (_what, change, reason, names) => {
    const found = detectCni({ ...nothing, ...change });
    expect([found.name, found.version, found.reason]).toEqual([null, null, reason]);
    expect(found.candidates.map(({ name }) => name)).toEqual(names);
  });

  test('the parts of a whole are at work, and the whole is not', () => {
    const images = ['calico/node:v3.30.0', 'flannel/flannel:v0.27.0'];
    const found = detectCni({ ...nothing, daemonSets: [set('other', images), set('canal', [], 0)] });
    expect(found.reason).toBe('several are at work: calico and flannel');
  });
});

test('a name always comes with the one candidate that was at work', () => {
  const daemonSet = fc
    .tuple(fc.constantFrom('cilium', 'canal', 'calico-node', 'kube-flannel', 'aws-node', 'other'), fc.nat({ max: 2 }))
    .map(([name, ready]) => set(name, [], ready));
  const sightings = fc.record({
    daemonSets: fc.array(daemonSet, { maxLength: 3 }),
    apiGroups: fc.subarray(seen('cilium.io', 'crd.projectcalico.org', 'other.io')),
    nodeKeys: fc.subarray(seen('projectcalico.org/IPv4Address', 'flannel.alpha.coreos.com/x')),
    runResources: fc.subarray(seen('cilium.io_v2_ciliumendpoints')),
    unread: fc.subarray(['a.json']),
  });
  fc.assert(
    fc.property(sightings, (all) => {
      const { name, reason, candidates } = detectCni(all);
      expect(name === null).toBe(reason !== null);
      if (name !== null) {
        expect(candidates.filter(({ running }) => running).map((candidate) => candidate.name)).toEqual([name]);
        expect(all.unread).toEqual([]);
      }
    }),
  );
});
