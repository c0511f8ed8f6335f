import { adminNetworkPolicy } from './admin-network-policy/admin-network-policy.ts';
import { clusterNetworkPolicy } from './admin-network-policy/cluster-network-policy.ts';
import type { Check } from './check.ts';
import { defaultRestrictions } from './default-restrictions/default-restrictions.ts';
import { ingressController } from './ingress/ingress-controller.ts';
import { beyondUpstream } from './network-policy/beyond-upstream.ts';

/** Every check there is, in the order in which they run, which is that of checkDefinitions. */
export const allChecks: readonly Check[] = [
  defaultRestrictions,
  beyondUpstream,
  clusterNetworkPolicy,
  adminNetworkPolicy,
  ingressController,
];
