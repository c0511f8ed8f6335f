import type { Check } from '../check.ts';
import { adminNetworkPolicyDefinition } from './admin-network-policy.definition.ts';
import { v1alpha1 } from './tier-policy.ts';
import { tryTiers } from './try-tiers.ts';

export const adminNetworkPolicy: Check = {
  definition: adminNetworkPolicyDefinition,
  run: (context) => tryTiers(context, [v1alpha1]),
};
