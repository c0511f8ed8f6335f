import { clusterNetworkPolicyApis } from '../admin-tiers/tier-policy.ts';
import { tryTiers } from '../admin-tiers/try-tiers.ts';
import type { Observer } from '../check.ts';

export const observeClusterNetworkPolicy: Observer = (context) => tryTiers(context, clusterNetworkPolicyApis);
