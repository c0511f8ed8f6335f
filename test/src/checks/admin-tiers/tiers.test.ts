import { describe, expect, test } from '@jest/globals';
import { freePriorities } from '../../../../src/checks/admin-tiers/served-tiers.ts';
import { clusterNetworkPolicyApis, type TierPolicy, v1alpha1 } from '../../../../src/checks/admin-tiers/tier-policy.ts';

const policy: TierPolicy = {
  tier: 'admin',
  name: 'scs-deny',
  priority: 3,
  subject: 'a',
  direction: 'ingress',
  action: 'allow',
  peer: 'b',
};
const named = (namespace: string) => ({ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } });
const rule = (end: 'from' | 'to', action: string) => [
  { name: 'between-namespaces-of-a-check', action, [end]: [named('b')] },
];

describe('a policy of a tier, in the form of', () => {
  const [v1beta1, v1alpha2] = clusterNetworkPolicyApis;
  const cases: [string, () => unknown, unknown][] = [
    [
      'v1alpha2, admin',
      () => v1alpha2?.policy(policy)?.spec,
      { tier: 'Admin', priority: 3, subject: named('a'), ingress: rule('from', 'Accept') },
    ],
    [
      'v1alpha2, baseline',
      () => v1alpha2?.policy({ ...policy, tier: 'baseline', action: 'deny' }).spec,
      { tier: 'Baseline', priority: 3, subject: named('a'), ingress: rule('from', 'Deny') },
    ],
    [
      'v1beta1, which differs only in the version',
      () => ({ ...v1beta1?.policy(policy), apiVersion: null }),
      { ...v1alpha2?.policy(policy), apiVersion: null },
    ],
    ['v1beta1', () => v1beta1?.policy(policy).apiVersion, 'policy.networking.k8s.io/v1beta1'],
    [
      'v1alpha1, admin, outgoing',
      () => v1alpha1.policy({ ...policy, direction: 'egress', action: 'pass' }).spec,
      { priority: 3, subject: named('a'), egress: rule('to', 'Pass') },
    ],
    [
      'v1alpha1, the only baseline policy',
      () => v1alpha1.policy({ ...policy, tier: 'baseline' }),
      expect.objectContaining({
        kind: 'BaselineAdminNetworkPolicy',
        name: 'default',
        spec: { subject: named('a'), ingress: rule('from', 'Allow') },
      }),
    ],
  ];
  test.each(cases)('%s', (_, made, expected) => expect(made()).toEqual(expected));
});

describe('the priorities that a check uses', () => {
  test.each([
    [[], [0, 1]],
    [
      [0, 2],
      [1, 3],
    ],
    [Array.from({ length: 999 }, (_, index) => index), [999, 1000]],
  ])('are the two of highest precedence that are not in use', (used, free) => {
    expect(freePriorities(new Set(used))).toEqual(free);
  });

  test('do not exist if all but one are in use', () => {
    expect(freePriorities(new Set(Array.from({ length: 1000 }, (_, index) => index)))).toBeNull();
  });
});
