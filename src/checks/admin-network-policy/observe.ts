import { v1alpha1 } from '../admin-tiers/tier-policy.ts';
import { tryTiers } from '../admin-tiers/try-tiers.ts';
import type { Observer } from '../check.ts';

export const observeAdminNetworkPolicy: Observer = (context) => tryTiers(context, [v1alpha1]);
