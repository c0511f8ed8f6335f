import { expect, test } from '@jest/globals';
import { clusterPlaceOf } from '../../../../results-parsers/cluster/reading/cluster-places.ts';

test.each<[string, ReturnType<typeof clusterPlaceOf>]>([
  ['servergroups.json', { kind: 'server-groups' }],
  ['resources/cluster/core_v1_nodes.json', { kind: 'nodes' }],
  ['resources/ns/kube-system/apps_v1_daemonsets.json', { kind: 'daemon-sets' }],
  ['resources/ns/x/extensions_v1beta1_daemonsets.json', { kind: 'daemon-sets' }],
  [
    'resources/cluster/cilium.io_v2_ciliumnodes.json',
    { kind: 'node-objects', resource: 'cilium.io_v2_ciliumnodes', group: 'cilium.io', namespace: null },
  ],
  [
    'resources/ns/sonobuoy/cilium.io_v2_ciliumendpoints.json',
    { kind: 'pod-objects', resource: 'cilium.io_v2_ciliumendpoints', group: 'cilium.io', namespace: 'sonobuoy' },
  ],
  [
    'resources/ns/shop/cilium.io_v2_ciliumendpoints.json',
    { kind: 'objects', resource: 'cilium.io_v2_ciliumendpoints', group: 'cilium.io', namespace: 'shop' },
  ],
  [
    'resources/ns/x/evil.example_v1_daemonsets.json',
    { kind: 'objects', resource: 'evil.example_v1_daemonsets', group: 'evil.example', namespace: 'x' },
  ],
  ['resources/ns/x/core_v1_nodes.json', { kind: 'objects', resource: 'core_v1_nodes', group: 'core', namespace: 'x' }],
  ['resources/cluster/core_v1_namespaces.json', { kind: 'namespaces' }],
  ['resources/cluster/networking.k8s.io_v1_servicecidrs.json', { kind: 'service-ranges' }],
  ['resources/cluster/networking.k8s.io_v1beta1_servicecidrs.json', { kind: 'service-ranges' }],
  ['resources/ns/default/core_v1_services.json', { kind: 'services' }],
  [
    'resources/ns/shop/core_v1_services.json',
    { kind: 'objects', resource: 'core_v1_services', group: 'core', namespace: 'shop' },
  ],
  ['resources/ns/netpol-x-4152/core_v1_pods.json', { kind: 'pods' }],
  ['resources/ns/sctp-network-policy-z-1/core_v1_pods.json', { kind: 'pods' }],
  ['resources/ns/udp-network-policy-y-22/core_v1_pods.json', { kind: 'pods' }],
  ['resources/ns/sonobuoy/core_v1_pods.json', { kind: 'pods' }],
  [
    'resources/ns/shop/core_v1_pods.json',
    { kind: 'objects', resource: 'core_v1_pods', group: 'core', namespace: 'shop' },
  ],
  ['resources/ns/a/b/apps_v1_daemonsets.json', undefined],
  ['resources/cluster/readme.json', undefined],
  ['podlogs/servergroups.json', undefined],
  ['serverversion.json', undefined],
])('%s is %p', (path, place) => {
  expect(clusterPlaceOf(path)).toEqual(place);
});

test('objects in Sonobuoy’s own namespace are recognised whatever its name, once that is known', () => {
  const pods = 'resources/ns/conformance/core_v1_pods.json';
  const endpoints = 'resources/ns/conformance/cilium.io_v2_ciliumendpoints.json';
  const kinds = (runNamespace: string | null) =>
    [pods, endpoints].map((path) => clusterPlaceOf(path, runNamespace)?.kind);
  expect(kinds('conformance')).toEqual(['pods', 'pod-objects']);
  expect(kinds('shop')).toEqual(['objects', 'objects']);
  expect(kinds(null)).toEqual(['objects', 'objects']);
});
