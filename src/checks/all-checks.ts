import { type OwnCheckId, ownCheckIds, ownChecks } from '../../results-parsers/checks/registry.ts';
import { observeAdminNetworkPolicy } from './admin-network-policy/observe.ts';
import { observeAgentRestart, READY_MILLISECONDS } from './agent-restart/observe.ts';
import type { Check } from './check.ts';
import { observeClusterNetworkPolicy } from './cluster-network-policy/observe.ts';
import { observeDefaultRestrictions } from './default-restrictions/observe.ts';
import { ADDRESS_MILLISECONDS, observeIngress } from './ingress-controller/observe.ts';
import { observeBeyondUpstream } from './network-policy-beyond-upstream/observe.ts';
import { observeSampledPolicies } from './network-policy-sampled/observe.ts';

/** The parts of a check that results-parsers does not know. */
type Carried = Omit<Check, 'definition'>;

const carried = {
  'admin-network-policy': { run: observeAdminNetworkPolicy, usualSeconds: 30 },
  'agent-restart': { run: observeAgentRestart(READY_MILLISECONDS), usualSeconds: 60, alone: true },
  'cluster-network-policy': { run: observeClusterNetworkPolicy, usualSeconds: 30 },
  'default-restrictions': { run: observeDefaultRestrictions, usualSeconds: 20 },
  'ingress-controller': { run: observeIngress(ADDRESS_MILLISECONDS), usualSeconds: 30 },
  'network-policy-beyond-upstream': { run: observeBeyondUpstream, usualSeconds: 80 },
  'network-policy-sampled': { run: observeSampledPolicies, usualSeconds: 400, alone: true },
} as const satisfies Readonly<Record<OwnCheckId, Carried>>;

/** Every check there is, in the order in which they run. */
export const allChecks: readonly Check[] = ownCheckIds.map((id) => ({
  definition: ownChecks[id].definition,
  ...carried[id],
}));
