import { type OwnCheckId, ownCheckIds, ownChecks } from '../../results-parsers/checks/registry.ts';
import { observeAdminNetworkPolicy } from './admin-network-policy/observe.ts';
import type { Check, Observer } from './check.ts';
import { observeClusterNetworkPolicy } from './cluster-network-policy/observe.ts';
import { observeDefaultRestrictions } from './default-restrictions/observe.ts';
import { ADDRESS_MILLISECONDS, observeIngress } from './ingress-controller/observe.ts';
import { observeBeyondUpstream } from './network-policy-beyond-upstream/observe.ts';
import { observeSampledPolicies } from './network-policy-sampled/observe.ts';

const observers = {
  'admin-network-policy': observeAdminNetworkPolicy,
  'cluster-network-policy': observeClusterNetworkPolicy,
  'default-restrictions': observeDefaultRestrictions,
  'ingress-controller': observeIngress(ADDRESS_MILLISECONDS),
  'network-policy-beyond-upstream': observeBeyondUpstream,
  'network-policy-sampled': observeSampledPolicies,
} as const satisfies Readonly<Record<OwnCheckId, Observer>>;

/** Every check there is, in the order in which they run. */
export const allChecks: readonly Check[] = ownCheckIds.map((id) => ({
  definition: ownChecks[id].definition,
  run: observers[id],
}));
