import { expect, test } from '@jest/globals';
import { lookAtPolicies } from '../../../src/sonobuoy/about-policies.ts';
import { answeringWith, asked } from '../cluster/answering-api.ts';

const GROUPS = {
  groups: [{ name: 'cilium.io', versions: [{ version: 'v2' }], preferredVersion: { version: 'v2' } }],
};
const KINDS = {
  resources: [{ name: 'ciliumclusterwidenetworkpolicies', kind: 'CiliumClusterwideNetworkPolicy', namespaced: false }],
};
const POLICIES = '/apis/cilium.io/v2/ciliumclusterwidenetworkpolicies';
const IN_NAMESPACE = '/apis/networking.k8s.io/v1/namespaces/team-a/networkpolicies';

const object = (name: string, spec: object) => ({ metadata: { name, uid: name, namespace: 'team-a' }, spec });
const unless = (key: string) => ({
  endpointSelector: { matchExpressions: [{ key: `io.cilium.k8s.namespace.labels.${key}`, operator: 'DoesNotExist' }] },
});

async function look(
  documents: Record<string, unknown>,
  namespace: { isThere?: boolean; labels?: [string, string][] } = {},
) {
  const { isThere = false, labels = [] } = namespace;
  return await asked(
    answeringWith({ '/apis': GROUPS, '/apis/cilium.io/v2': KINDS, ...documents }),
    async (cluster) => await lookAtPolicies(cluster, { name: 'team-a', labels: new Map(labels), isThere }),
  );
}

test('a cluster-wide policy that selects the namespace of a run is named, with how to exempt the namespace', async () => {
  const documents = {
    [POLICIES]: { items: [object('deny-all', unless('exempt')), object('nodes', { nodeSelector: {} })] },
  };
  expect(await look(documents)).toEqual({
    outcome: 'noted',
    text: expect.stringMatching(
      /^Pods in the namespace team-a are selected by CiliumClusterwideNetworkPolicy deny-all: .* --namespace-label KEY=VALUE` gives it\.$/,
    ),
  });
});

test('a label that will exempt the namespace counts before the namespace exists', async () => {
  const documents = { [POLICIES]: { items: [object('deny-all', unless('exempt'))] } };
  expect(await look(documents, { labels: [['exempt', 'yes']] })).toEqual({
    outcome: 'passed',
    text: expect.stringMatching(
      /^no cluster-wide policy selects the namespace team-a; policies that an operator puts into each new namespace show only/,
    ),
  });
});

test('policies that are not understood, or may not be listed, are reported as such', async () => {
  expect(await look({ [POLICIES]: { items: [object('odd', {})] } })).toMatchObject({
    outcome: 'noted',
    text: expect.stringContaining(
      'cannot tell what these select, but a run shows it: CiliumClusterwideNetworkPolicy odd.',
    ),
  });
  expect(await look({})).toMatchObject({
    outcome: 'noted',
    text: expect.stringMatching(/^Not known: Expected the API server to list ciliumcl.*[^.]\.$/),
  });
});

test('policies in an existing namespace of that name are named', async () => {
  const policies = {
    items: [
      object('default-policy', { podSelector: {}, policyTypes: ['Ingress'] }),
      object('open', { podSelector: {}, ingress: [] }),
    ],
  };
  const documents = { [POLICIES]: { items: [] }, [IN_NAMESPACE]: policies };
  expect(await look(documents, { isThere: true })).toMatchObject({
    outcome: 'noted',
    text: expect.stringMatching(
      /^The existing namespace team-a has .* own: default-policy, open\. If an operator .*--namespace-label/,
    ),
  });
  expect(await look(documents)).toMatchObject({ outcome: 'passed' });
});
