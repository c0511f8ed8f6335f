import type { DefaultPolicies } from '../state/state.ts';
import type { CheckState } from './check-state.ts';

const BY_KYVERNO = "NetworkPolicy default-policy (made by background-controller; from Kyverno's policy";

const kyverno = (kind: DefaultPolicies['kind'], exempt: string | null = null): CheckState['cluster'] => ({
  engine: 'enforcing',
  defaultPolicies: { kind, exempt },
});

const absent = { 'admin-network-policy': 'not-satisfied' } as const;
const stopped = {
  'admin-network-policy': 'undetermined',
  'default-restrictions': 'undetermined',
  ending: 'preflight-failed',
  codes: ['preflight-stopped'],
} as const;
const heldBack = { ...absent, ending: 'specs-held-back' } as const;

/** States in which Kyverno puts policies into new namespaces, as its documentation shows it, or refuses or changes pods. */
export const kyvernoStates: readonly CheckState[] = [
  {
    name: 'Kyverno generates policies that deny everything',
    cluster: kyverno('kyverno-deny-all'),
    expected: {
      ...heldBack,
      'default-restrictions': 'satisfied',
      codes: ['default-restrictions-present', 'run-not-completed'],
      says: [`${BY_KYVERNO} add-networkpolicy) in each new namespace`],
    },
  },
  {
    name: "Kyverno generates policies that leave out the specs' namespaces",
    cluster: kyverno('kyverno-deny-all', 'e2e-run'),
    expected: {
      ...absent,
      'default-restrictions': 'satisfied',
      ending: 'completed',
      codes: ['default-restrictions-present'],
      says: [`${BY_KYVERNO} add-networkpolicy) in each new namespace`],
    },
  },
  {
    name: 'Kyverno generates policies that isolate namespaces',
    cluster: kyverno('kyverno-isolate'),
    expected: {
      ...heldBack,
      'default-restrictions': 'satisfied',
      codes: ['default-restrictions-present', 'run-not-completed'],
      says: [`${BY_KYVERNO} isolate-namespaces) in each new namespace`],
    },
  },
  {
    name: 'Kyverno generates policies that allow all but the metadata service',
    cluster: kyverno('kyverno-metadata'),
    expected: {
      ...heldBack,
      'default-restrictions': 'undetermined',
      codes: ['default-restrictions-unknown', 'run-not-completed'],
      says: ['policies add up', `${BY_KYVERNO} block-metadata)`],
    },
  },
  {
    name: "Kyverno generates policies that allow all but the metadata service, and leave out the specs' namespaces",
    cluster: kyverno('kyverno-metadata', 'e2e-run'),
    expected: {
      ...absent,
      'default-restrictions': 'undetermined',
      ending: 'completed',
      codes: ['default-restrictions-unknown'],
    },
  },
  {
    name: 'Kyverno generates policies that deny everything, by its newer kind of policy',
    cluster: kyverno('kyverno-generating-policy'),
    expected: {
      ...heldBack,
      'default-restrictions': 'satisfied',
      codes: ['default-restrictions-present', 'run-not-completed'],
      says: [`${BY_KYVERNO} add-networkpolicy) in each new namespace`],
    },
  },
  {
    name: "Kyverno refuses the specs' pods",
    cluster: kyverno('kyverno-refuse-pods'),
    expected: {
      ...stopped,
      says: ['require-run-as-nonroot', 'Running as root is not allowed'],
    },
  },
  {
    name: "Kyverno refuses pods like the specs', but leaves out the specs' namespaces",
    cluster: kyverno('kyverno-refuse-pods', 'e2e-run'),
    expected: {
      ...absent,
      'default-restrictions': 'not-satisfied',
      ending: 'completed',
      codes: ['default-restrictions-absent'],
    },
  },
  {
    name: "Kyverno puts another image into the specs' pods, which cannot be pulled",
    cluster: kyverno('kyverno-change-pods'),
    expected: {
      ...stopped,
      says: ['with mirror.example.org/', 'MutatingWebhookConfiguration kyverno-resource-mutating-webhook-cfg'],
    },
  },
];
