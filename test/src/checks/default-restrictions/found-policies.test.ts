import { expect, test } from '@jest/globals';
import { findPolicies } from '../../../../src/checks/default-restrictions/found-policies.ts';
import { RUN_LABEL } from '../../../../src/cluster/run-mark.ts';
import { answeringWith, asked } from '../../cluster/answering-api.ts';

const kind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  isNamespaced: true,
};

const policy = (name: string, spec: object, metadata: object = {}) => ({
  metadata: { name, namespace: 'new', uid: `uid of ${name}`, ...metadata },
  spec: { podSelector: {}, ...spec },
});

test('policies that appeared are listed with who created them, from what, and whether they allow traffic', async () => {
  const items = [
    policy('of-this-run', { policyTypes: ['Ingress'] }, { labels: { [RUN_LABEL]: 'a' } }),
    policy('deny', { policyTypes: ['Ingress', 'Egress'] }, { managedFields: [{ manager: 'operator' }] }),
    policy('empty', { policyTypes: ['Ingress'], ingress: [], egress: null }),
    policy('allow', { policyTypes: ['Egress'], egress: [{}] }, { ownerReferences: [{ kind: 'Tenant', name: 'a' }] }),
    policy(
      'isolate',
      { policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
      {
        labels: { 'generate.kyverno.io/policy-name': 'isolate-namespaces' },
        managedFields: [{ manager: 'background-controller' }],
      },
    ),
  ];
  const path = '/apis/networking.k8s.io/v1/namespaces/new/networkpolicies';
  const found = await asked(answeringWith({ [path]: { items } }), (cluster) => findPolicies(cluster, [kind], ['new']));
  const common = { apiVersion: kind.apiVersion, kind: kind.kind, namespace: 'new' };
  const nobody = { managers: [], owners: [], origin: null, allows: false };
  expect(found).toEqual({
    objects: [
      { ...common, ...nobody, name: 'deny', managers: ['operator'] },
      { ...common, ...nobody, name: 'empty' },
      { ...common, ...nobody, name: 'allow', owners: ['Tenant a'], allows: true },
      {
        ...common,
        name: 'isolate',
        managers: ['background-controller'],
        owners: [],
        origin: 'isolate-namespaces',
        allows: true,
      },
    ],
    unlisted: [],
  });
});
