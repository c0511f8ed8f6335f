import type { Tier } from '../../../results-parsers/checks/admin-tiers/tier-probes.ts';
import { capital } from '../../../results-parsers/core/text/capital.ts';
import type { OwnedObject } from '../../cluster/owned-object.ts';
import { byName } from '../network-policies.ts';

/** One rule for the traffic between two namespaces of ours. */
export interface TierPolicy {
  readonly tier: Tier;
  readonly name: string;
  /** Lower takes precedence; meaningless for v1alpha1's single baseline policy. */
  readonly priority: number;
  /** The namespace whose pods it applies to; always one of ours. */
  readonly subject: string;
  readonly direction: 'ingress' | 'egress';
  readonly action: 'allow' | 'deny' | 'pass';
  /** The namespace at the other end. */
  readonly peer: string;
}

/** One version of the admin network policies. */
export interface TierApi {
  readonly version: string;
  /** The kind of each tier, as its plural. */
  readonly kinds: Readonly<Record<Tier, string>>;
  /** Whether there can be only one baseline policy in a cluster. */
  readonly hasOneBaseline: boolean;
  readonly policy: (policy: TierPolicy) => OwnedObject;
}

const GROUP = 'policy.networking.k8s.io';

const ends = { ingress: 'from', egress: 'to' } as const;

/** The rule and the subject, which are the same in both versions except for the name of the allowing action. */
function body({ subject, direction, action, peer }: TierPolicy, allow: string): Record<string, unknown> {
  const verb = action === 'allow' ? allow : capital(action);
  const rule = {
    name: 'between-namespaces-of-a-check',
    action: verb,
    [ends[direction]]: [{ namespaces: byName(peer) }],
  };
  return { subject: { namespaces: byName(subject) }, [direction]: [rule] };
}

/** ClusterNetworkPolicy: one kind for both tiers (network-policy-api v0.2), with the same schema in all of its versions. */
function clusterNetworkPolicyApi(version: string): TierApi {
  return {
    version,
    kinds: { admin: 'clusternetworkpolicies', baseline: 'clusternetworkpolicies' },
    hasOneBaseline: false,
    policy: (policy) => ({
      apiVersion: `${GROUP}/${version}`,
      kind: 'ClusterNetworkPolicy',
      plural: 'clusternetworkpolicies',
      namespace: null,
      name: policy.name,
      spec: {
        tier: policy.tier === 'admin' ? 'Admin' : 'Baseline',
        priority: policy.priority,
        ...body(policy, 'Accept'),
      },
    }),
  };
}

/** The versions of ClusterNetworkPolicy, the newest first. */
export const clusterNetworkPolicyApis: readonly TierApi[] = ['v1beta1', 'v1alpha2'].map(clusterNetworkPolicyApi);

/** The name that the one BaselineAdminNetworkPolicy must have. */
export const ONE_BASELINE = 'default';

/** AdminNetworkPolicy and BaselineAdminNetworkPolicy (network-policy-api v0.1). */
export const v1alpha1: TierApi = {
  version: 'v1alpha1',
  kinds: { admin: 'adminnetworkpolicies', baseline: 'baselineadminnetworkpolicies' },
  hasOneBaseline: true,
  policy: (policy) =>
    policy.tier === 'admin'
      ? {
          apiVersion: `${GROUP}/v1alpha1`,
          kind: 'AdminNetworkPolicy',
          plural: 'adminnetworkpolicies',
          namespace: null,
          name: policy.name,
          spec: { priority: policy.priority, ...body(policy, 'Allow') },
        }
      : {
          apiVersion: `${GROUP}/v1alpha1`,
          kind: 'BaselineAdminNetworkPolicy',
          plural: 'baselineadminnetworkpolicies',
          namespace: null,
          name: ONE_BASELINE,
          spec: body(policy, 'Allow'),
        },
};
