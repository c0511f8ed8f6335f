import { policyAgentNames } from '../../cluster/cni/policy-agents.ts';
import { listed } from '../../core/listed.ts';
import type { RestartFacts } from './restart-facts.ts';

const NAME_IT = 'Name the daemon set whose pods enforce NetworkPolicies on their nodes: SCS_AGENT=NAMESPACE/DAEMONSET.';

/**
 * Why the agent was not restarted, and what to do.
 *
 * @param obstacle what was not as it should be before the restart; null: nothing
 */
export function whyLeftAlone(
  { named, candidates, node, onNode }: Pick<RestartFacts, 'named' | 'candidates' | 'node' | 'onNode'>,
  obstacle: string | null,
): string {
  if (candidates.length === 0 && named !== null) {
    return `The cluster has no daemon set ${named}, which SCS_AGENT names. ${NAME_IT}`;
  }
  if (candidates.length === 0) {
    return `No agent was found. No daemon set has the name (${listed(policyAgentNames)}) or an image of one that is known to enforce NetworkPolicies. ${NAME_IT} An agent that does not run in a daemon set cannot be restarted by this check.`;
  }
  if (node === null) return 'The agent was not restarted, because there were no servers yet.';
  if (onNode.length === 0) {
    return `No agent was found on the node ${node}, where the servers are: of ${listed(candidates)}, no pod was ready there. ${named === null ? NAME_IT : 'Wait until it is ready, and run the check again.'}`;
  }
  if (onNode.length > 1) {
    return `Several daemon sets may be the agent on the node ${node}: ${listed(onNode)}. ${NAME_IT}`;
  }
  if (obstacle !== null) return `The agent was left alone, because the question could not be asked: ${obstacle}`;
  return 'The agent was left alone, because not all connections were open without a policy.';
}
