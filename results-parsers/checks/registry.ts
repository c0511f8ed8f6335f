import type { CheckDefinition } from '../documents/checks/check-definition.ts';
import { adminNetworkPolicyDefinition } from './admin-network-policy/definition.ts';
import { judgeTiersOf } from './admin-tiers/judge.ts';
import { agentRestartDefinition } from './agent-restart/definition.ts';
import { judgedByRestart } from './agent-restart/judged-by-restart.ts';
import { clusterNetworkPolicyDefinition } from './cluster-network-policy/definition.ts';
import { type CheckJudge, judgedByProbes } from './conclusion.ts';
import { defaultRestrictionsDefinition } from './default-restrictions/definition.ts';
import { judgeDefaultRestrictions } from './default-restrictions/judge.ts';
import { ingressControllerDefinition } from './ingress-controller/definition.ts';
import { judgeIngress } from './ingress-controller/judge.ts';
import { beyondUpstreamDefinition } from './network-policy-beyond-upstream/definition.ts';
import { judgedByScenarios } from './network-policy-beyond-upstream/judged-by-scenarios.ts';
import { networkPolicySampledDefinition } from './network-policy-sampled/definition.ts';
import { judgedBySamples } from './network-policy-sampled/judged-by-samples.ts';

/** A check of our own, without its code for the cluster (src/checks/all-checks.ts). */
type OwnCheck = { readonly definition: CheckDefinition; readonly judge: CheckJudge };

/** Every check of our own by its id, in the order in which they run. */
export const ownChecks = {
  'default-restrictions': { definition: defaultRestrictionsDefinition, judge: judgeDefaultRestrictions },
  'network-policy-beyond-upstream': { definition: beyondUpstreamDefinition, judge: judgedByScenarios },
  'network-policy-sampled': { definition: networkPolicySampledDefinition, judge: judgedBySamples },
  'cluster-network-policy': { definition: clusterNetworkPolicyDefinition, judge: judgeTiersOf('v1alpha2') },
  'admin-network-policy': { definition: adminNetworkPolicyDefinition, judge: judgeTiersOf('v1alpha1') },
  'ingress-controller': { definition: ingressControllerDefinition, judge: judgeIngress },
  // Last: nothing that connects may come after it, in case the agent does not come back.
  'agent-restart': { definition: agentRestartDefinition, judge: judgedByRestart },
} as const satisfies Readonly<Record<string, OwnCheck>>;

export type OwnCheckId = keyof typeof ownChecks;

export const ownCheckIds: readonly OwnCheckId[] = Object.keys(ownChecks) as OwnCheckId[];

export const checkDefinitions: readonly CheckDefinition[] = ownCheckIds.map((id) => ownChecks[id].definition);

const judges: ReadonlyMap<string, CheckJudge> = new Map(ownCheckIds.map((id) => [id, ownChecks[id].judge]));

/** The function that judges a check. A check that this version does not have is judged by whether its probes observed what they expected. */
export function judgeOf(id: string): CheckJudge {
  return judges.get(id) ?? judgedByProbes;
}
