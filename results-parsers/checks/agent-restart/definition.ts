import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { AGENT_RESTART } from './restart-facts.ts';

export const agentRestartDefinition: CheckDefinition = {
  id: AGENT_RESTART,
  clause: 'network-policy',
  level: 'advisory',
  question: "Are policies enforced again once the network plugin's agent was restarted on a node?",
  phase: 'after-specs',
  onRequest: true,
  motivation:
    'Agents are restarted with every update of the network plugin. Some drop their rules when they stop or start, so that isolated pods are open for a while; some miss what changed while they were away.',
  does: [
    'It looks for the daemon set whose pods enforce NetworkPolicies: the one that SCS_AGENT names, otherwise those of known network plugins.',
    'It makes two servers and two clients on one node, and two more clients on another node if possible. A policy of each server allows one client of each node and no other. The policy of the second server is made only in step 4.',
    'It tries all connections while there is no policy, and then with the first policy. If they are not as the API specifies, it leaves the agent alone.',
    "**It deletes the agent's pod on the node of the servers**, as `kubectl delete pod` does, makes the second policy once the pod is gone, and waits until the daemon set's next pod on the node is ready. Until then, other workloads on this node may be unprotected or cut off, as in an update of the agent.",
    'It tries the connections from each client to each server about twenty times a second, from two seconds before the deletion until all are as they should be. It reports how long they went the wrong way, and does not judge it.',
    'Once the new pod is ready, all connections are tried like those of a scenario. If one is not as the API specifies within 45 seconds, the answer is no.',
  ],
  needs: [
    'Room for six small pods.',
    "Permission to list daemon sets, and to delete the agent's pod. The daemon set makes the next one, even if the run is stopped meanwhile.",
  ],
  remediation:
    'Look at the log of the new pod, and restart the agent once more. If it happens again, report it to the developers of the network plugin, with the policies and connections from the archive.',
  budgetSeconds: 600,
};
