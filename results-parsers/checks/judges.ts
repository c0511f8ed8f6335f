import { ADMIN_NETWORK_POLICY, CLUSTER_NETWORK_POLICY } from './admin-network-policy/facts.ts';
import { judgeTiersOf } from './admin-network-policy/judge.ts';
import { type CheckJudge, judgedByProbes } from './conclusion.ts';
import { DEFAULT_RESTRICTIONS } from './default-restrictions/facts.ts';
import { judgeDefaultRestrictions } from './default-restrictions/judge.ts';
import { INGRESS } from './ingress/facts.ts';
import { judgeIngress } from './ingress/judge.ts';
import { BEYOND_UPSTREAM, judgedByScenarios } from './network-policy/judged-by-scenarios.ts';

/** Of each check whose answer is more than whether its probes observed what they expected. */
const judges: ReadonlyMap<string, CheckJudge> = new Map<string, CheckJudge>([
  [BEYOND_UPSTREAM, judgedByScenarios],
  [DEFAULT_RESTRICTIONS, judgeDefaultRestrictions],
  [CLUSTER_NETWORK_POLICY, judgeTiersOf('v1alpha2')],
  [ADMIN_NETWORK_POLICY, judgeTiersOf('v1alpha1')],
  [INGRESS, judgeIngress],
]);

export function judgeOf(id: string): CheckJudge {
  return judges.get(id) ?? judgedByProbes;
}
