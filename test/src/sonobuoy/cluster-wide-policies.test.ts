import { describe, expect, test } from '@jest/globals';
import { type Restriction, restrictionOf } from '../../../src/sonobuoy/cluster-wide-policies.ts';

const pod = {
  namespace: 'team-a',
  namespaceLabels: { 'kubernetes.io/metadata.name': 'team-a', exempt: 'yes' },
  labels: { component: 'sonobuoy', 'sonobuoy-component': 'plugin' },
};
const NPA = 'policy.networking.k8s.io/v1alpha1';
const CILIUM = 'cilium.io/v2';
const CALICO = 'crd.projectcalico.org/v1';
const deny = [{ action: 'Allow' }, { action: 'Deny' }];
const named = (...values: string[]) => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values }],
});

describe('a cluster-wide policy, by its selectors,', () => {
  test.each<[Restriction, string, string, unknown]>([
    ['restricts', 'that denies in every namespace', NPA, { subject: { namespaces: {} }, egress: deny }],
    [
      'restricts',
      'that denies in all namespaces except some',
      NPA,
      { subject: { namespaces: named('x') }, ingress: deny },
    ],
    ['spares', 'that leaves the namespace out', NPA, { subject: { namespaces: named('team-a') }, ingress: deny }],
    ['spares', 'that denies nothing', NPA, { subject: { namespaces: {} }, ingress: [{ action: 'Pass' }] }],
    [
      'spares',
      'for other pods',
      NPA,
      { subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'db' } } } }, ingress: deny },
    ],
    ['unread', 'of an unknown form', NPA, { subjects: [] }],
    ['restricts', 'of Cilium for every pod', CILIUM, { endpointSelector: {}, ingress: [{}] }],
    [
      'restricts',
      'of Cilium for the namespace',
      CILIUM,
      { endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'team-a' } } },
    ],
    [
      'spares',
      'of Cilium from which a label of the namespace exempts',
      CILIUM,
      {
        endpointSelector: {
          matchExpressions: [{ key: 'k8s:io.cilium.k8s.namespace.labels.exempt', operator: 'DoesNotExist' }],
        },
      },
    ],
    ['spares', 'of Cilium for nodes', CILIUM, { nodeSelector: {} }],
    [
      'unread',
      'of Cilium for labels that Cilium itself adds',
      CILIUM,
      { endpointSelector: { matchLabels: { 'io.cilium.k8s.policy.serviceaccount': 'default' } } },
    ],
    ['restricts', 'of Calico for everything', CALICO, { types: ['Ingress'] }],
    [
      'restricts',
      'of Calico for all namespaces except some',
      CALICO,
      { namespaceSelector: 'has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", \'x\'}' },
    ],
    [
      'spares',
      'of Calico that leaves the namespace out',
      CALICO,
      { namespaceSelector: "projectcalico.org/name != 'team-a'" },
    ],
    [
      'spares',
      'of Calico from which a label exempts',
      CALICO,
      { namespaceSelector: '!has(exempt)', selector: 'all()' },
    ],
    ['spares', 'of Calico for other pods', CALICO, { selector: 'component == "db" && (has(a) || has(b))' }],
    ['unread', 'of Calico with a selector that is not understood', CALICO, { selector: 'has(a) || has(b)' }],
    ['unread', 'of another kind', 'crd.antrea.io/v1beta1', {}],
  ])('%s the pods of a run: a policy %s', (expected, _what, apiVersion, spec) => {
    expect(restrictionOf(apiVersion, spec, pod)).toBe(expected);
  });
});
