import type { CheckDefinition } from '../../results-parsers/documents/checks/check-definition.ts';
import { adminNetworkPolicyDefinition } from './admin-network-policy/admin-network-policy.definition.ts';
import { clusterNetworkPolicyDefinition } from './admin-network-policy/cluster-network-policy.definition.ts';
import { defaultRestrictionsDefinition } from './default-restrictions/default-restrictions.definition.ts';
import { ingressControllerDefinition } from './ingress/ingress-controller.definition.ts';
import { beyondUpstreamDefinition } from './network-policy/beyond-upstream.definition.ts';

/** Every check there is, in the order in which they run. Loads nothing that talks to a cluster. */
export const checkDefinitions: readonly CheckDefinition[] = [
  defaultRestrictionsDefinition,
  beyondUpstreamDefinition,
  clusterNetworkPolicyDefinition,
  adminNetworkPolicyDefinition,
  ingressControllerDefinition,
];
