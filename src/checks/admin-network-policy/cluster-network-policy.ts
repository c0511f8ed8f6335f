import type { Check } from '../check.ts';
import { clusterNetworkPolicyDefinition } from './cluster-network-policy.definition.ts';
import { clusterNetworkPolicyApis } from './tier-policy.ts';
import { tryTiers } from './try-tiers.ts';

export const clusterNetworkPolicy: Check = {
  definition: clusterNetworkPolicyDefinition,
  run: (context) => tryTiers(context, clusterNetworkPolicyApis),
};
