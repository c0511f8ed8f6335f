import type { UserObject } from '../checks/user-objects.ts';
import type { CheckState } from './check-state.ts';
import { STRICT_PREFIXES } from './controllers/controller-configurations.ts';
import { kyvernoStates } from './kyverno-states.ts';

const API = 'policy.networking.k8s.io';
const nobody = { matchLabels: { 'kubernetes.io/metadata.name': 'nobody-has-this-name' } };

/** Objects that many clusters have. Not one of them may change, or prevent the checks from working. */
export const ordinaryObjects: readonly UserObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'users-own' } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'users-own', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'example.org/ingress' },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'users-own', namespace: 'users-own' },
    spec: { defaultBackend: { service: { name: 'none', port: { number: 80 } } } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'users-own', namespace: 'users-own' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  },
];

const baselineInUse: readonly UserObject[] = [
  ...ordinaryObjects,
  {
    apiVersion: `${API}/v1alpha1`,
    kind: 'BaselineAdminNetworkPolicy',
    metadata: { name: 'default' },
    spec: {
      subject: { namespaces: nobody },
      ingress: [{ name: 'users-own', action: 'Deny', from: [{ namespaces: {} }] }],
    },
  },
  {
    apiVersion: `${API}/v1alpha1`,
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'users-own' },
    spec: {
      priority: 0,
      subject: { namespaces: nobody },
      ingress: [{ name: 'users-own', action: 'Deny', from: [{ namespaces: {} }] }],
    },
  },
];

/** Isolates every namespace except the cluster's own and Sonobuoy's from all others, as a provider may do. */
const isolatedByProvider: UserObject = {
  apiVersion: `${API}/v1alpha2`,
  kind: 'ClusterNetworkPolicy',
  metadata: { name: 'isolated-by-provider' },
  spec: {
    tier: 'Baseline',
    priority: 500,
    subject: {
      namespaces: {
        matchExpressions: [
          {
            key: 'kubernetes.io/metadata.name',
            operator: 'NotIn',
            values: ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'sonobuoy'],
          },
        ],
      },
    },
    ingress: [{ name: 'isolated', action: 'Deny', from: [{ namespaces: {} }] }],
  },
};

const open = { 'default-restrictions': 'not-satisfied', ending: 'completed' } as const;
const absent = { 'admin-network-policy': 'not-satisfied' } as const;

/** Ordered so that little has to be switched between one state and the next. */
export const checkStates: readonly CheckState[] = [
  {
    name: 'S1: ClusterNetworkPolicy enforced',
    cluster: { engine: 'npa-v1alpha2' },
    userObjects: ordinaryObjects,
    expected: {
      ...open,
      'admin-network-policy': 'satisfied',
      codes: ['admin-policies-enforced', 'default-restrictions-absent'],
    },
  },
  {
    name: 'S1: ClusterNetworkPolicy enforced, and served as v1beta1 beside v1alpha2',
    cluster: { engine: 'npa-v1alpha2', adminPolicyApi: 'v1beta1' },
    userObjects: ordinaryObjects,
    expected: {
      ...open,
      'admin-network-policy': 'satisfied',
      codes: ['admin-policies-enforced', 'default-restrictions-absent'],
      says: ['Policies of policy.networking.k8s.io/v1beta1 are enforced.'],
    },
  },
  {
    name: 'defaults for the whole cluster',
    cluster: { engine: 'npa-v1alpha2' },
    userObjects: [isolatedByProvider],
    expected: {
      'admin-network-policy': 'undetermined',
      'default-restrictions': 'satisfied',
      ending: 'specs-held-back',
      codes: ['default-restrictions-present', 'run-not-completed', 'check-undecided'],
    },
  },
  {
    name: 'S2: AdminNetworkPolicy enforced, a BaselineAdminNetworkPolicy in use',
    cluster: { engine: 'npa-v1alpha1' },
    userObjects: baselineInUse,
    expected: {
      ...open,
      'admin-network-policy': 'satisfied',
      codes: ['admin-policies-enforced', 'admin-policies-superseded'],
    },
  },
  {
    name: 'S2: AdminNetworkPolicy and BaselineAdminNetworkPolicy enforced',
    cluster: { engine: 'npa-v1alpha1' },
    expected: {
      ...open,
      'admin-network-policy': 'satisfied',
      codes: ['admin-policies-enforced', 'admin-policies-superseded'],
    },
  },
  {
    name: 'S3: AdminNetworkPolicy enforced, BaselineAdminNetworkPolicy absent',
    cluster: { engine: 'npa-v1alpha1' },
    withoutDefinition: `baselineadminnetworkpolicies.${API}`,
    expected: { ...open, 'admin-network-policy': 'partly-satisfied', codes: ['admin-policies-partly-enforced'] },
  },
  {
    name: 'S4: ClusterNetworkPolicy present and not enforced',
    cluster: { engine: 'enforcing', adminPolicyApi: 'v1alpha2' },
    expected: { ...open, 'admin-network-policy': 'not-satisfied', codes: ['admin-policies-not-enforced'] },
  },
  {
    name: 'S4: ClusterNetworkPolicy present only as v1beta1, which no engine here watches',
    cluster: { engine: 'enforcing', adminPolicyApi: 'v1beta1-only' },
    expected: {
      ...open,
      'admin-network-policy': 'not-satisfied',
      codes: ['admin-policies-not-enforced'],
      says: ['accepts policies of policy.networking.k8s.io/v1beta1, but nothing enforces them'],
    },
  },
  {
    name: 'S7: ClusterNetworkPolicy present, and no policy of any kind enforced',
    cluster: { engine: 'none', adminPolicyApi: 'v1alpha2' },
    expected: { ...open, 'admin-network-policy': 'undetermined', codes: ['check-undecided'] },
  },
  {
    name: 'default policies that nothing enforces',
    cluster: { engine: 'none', defaultPolicies: { kind: 'deny', exempt: null } },
    expected: {
      ...absent,
      'default-restrictions': 'undetermined',
      ending: 'completed',
      codes: ['default-restrictions-unknown'],
    },
  },
  {
    name: 'default policies that deny everything',
    cluster: { engine: 'enforcing', defaultPolicies: { kind: 'deny', exempt: null } },
    expected: {
      ...absent,
      'default-restrictions': 'satisfied',
      ending: 'specs-held-back',
      codes: ['default-restrictions-present', 'run-not-completed'],
    },
  },
  {
    name: 'default policies that isolate namespaces',
    cluster: { engine: 'enforcing', defaultPolicies: { kind: 'isolate', exempt: null } },
    expected: {
      ...absent,
      'default-restrictions': 'satisfied',
      ending: 'specs-held-back',
      codes: ['default-restrictions-present', 'run-not-completed'],
    },
  },
  {
    name: "default policies that leave out the specs' namespaces",
    cluster: { engine: 'enforcing', defaultPolicies: { kind: 'deny', exempt: 'e2e-run' } },
    expected: {
      ...absent,
      'default-restrictions': 'satisfied',
      ending: 'completed',
      codes: ['default-restrictions-present'],
    },
  },
  ...kyvernoStates,
  {
    name: 'S5: absent, and declared',
    cluster: { engine: 'enforcing' },
    isDeclared: true,
    expected: { ...open, 'admin-network-policy': 'declared', codes: ['clause-declared', 'admin-policies-absent'] },
  },
  {
    name: 'S6: absent',
    cluster: { engine: 'enforcing' },
    userObjects: ordinaryObjects,
    expected: { ...open, ...absent, codes: ['admin-policies-absent', 'default-restrictions-absent'] },
  },
  {
    name: 'no IngressClass',
    cluster: { engine: 'enforcing' },
    expected: { ...open, ...absent, ingress: 'not-satisfied', codes: ['ingress-absent'] },
  },
  {
    name: 'no IngressClass, with Ingress declared as an option',
    cluster: { engine: 'enforcing' },
    isDeclared: true,
    expected: {
      ...open,
      'admin-network-policy': 'declared',
      ingress: 'declared',
      codes: ['clause-declared', 'ingress-absent'],
    },
  },
  {
    name: 'a default IngressClass whose controller does all that the Ingress API specifies',
    cluster: { engine: 'enforcing', ingress: { controller: 'haproxy', as: 'default' } },
    expected: { ...open, ...absent, ingress: 'satisfied', codes: ['ingress-works'] },
  },
  {
    name: 'a default IngressClass whose Ingresses get an address at which nothing listens',
    cluster: { engine: 'enforcing', ingress: { controller: 'haproxy', as: 'unreachable' } },
    expected: { ...open, ...absent, ingress: 'undetermined', codes: ['check-undecided'] },
  },
  {
    name: 'a default IngressClass whose Ingresses get no address',
    cluster: { engine: 'enforcing', ingress: { controller: 'haproxy', as: 'without-status' } },
    expected: { ...open, ...absent, ingress: 'partly-satisfied', codes: ['ingress-partly-works'] },
  },
  {
    name: 'a default IngressClass whose controller compares prefixes by characters',
    cluster: { engine: 'enforcing', ingress: { controller: 'traefik', as: 'default' } },
    expected: {
      ...open,
      ...absent,
      ingress: 'partly-satisfied',
      codes: ['ingress-partly-works'],
      says: [
        '.invalid/both should be answered by the backend one, found an answer of the backend two',
        '.invalid/prefixmore should be answered by no backend, found an answer of the backend two',
        '.invalid/trail should be answered by the backend two, found HTTP 404',
      ],
    },
  },
  {
    name: 'a default IngressClass whose controller prefers Prefix to Exact',
    cluster: { engine: 'enforcing', ingress: { controller: 'traefik', as: 'default', options: [STRICT_PREFIXES] } },
    expected: {
      ...open,
      ...absent,
      ingress: 'partly-satisfied',
      codes: ['ingress-partly-works'],
      says: ['.invalid/both should be answered by the backend one, found an answer of the backend two'],
    },
  },
  {
    name: 'a default IngressClass whose controller does not support wildcard hosts',
    cluster: { engine: 'enforcing', ingress: { controller: 'skipper', as: 'default' } },
    expected: { ...open, ...absent, ingress: 'partly-satisfied', codes: ['ingress-partly-works'] },
  },
  {
    name: 'an IngressClass that is not the default',
    cluster: { engine: 'enforcing', ingress: { controller: 'skipper', as: 'other' } },
    expected: { ...open, ...absent, ingress: 'partly-satisfied', codes: ['ingress-partly-works'] },
  },
];
