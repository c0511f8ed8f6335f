import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { BEYOND_UPSTREAM } from './judged-by-scenarios.ts';
import { scenarioIds, scenarioTexts, upstreamShare } from './scenario-texts.ts';

export const beyondUpstreamDefinition: CheckDefinition = {
  id: BEYOND_UPSTREAM,
  clause: 'network-policy',
  level: 'advisory',
  question: 'Are the parts of the NetworkPolicy API enforced that no upstream spec tests?',
  phase: 'after-specs',
  motivation:
    'Users rely on a range of ports, an exception or the removal of a label like on any other part of a policy. Upstream tests none of these.',
  does: [
    'Makes two namespaces with five pods, on several nodes if possible, and a service, up to six times, as far as the nodes have room: scenarios then run side by side. Tries all connections while there is no policy.',
    `Goes through ${scenarioIds.length} scenarios: sets policies and labels, and connects from pod to pod, and once to the API server and to the kubelet of another node, without sending anything. A model of the API says what to expect. Only a connection that was open in step 1 can be found blocked. A connection that could not be tried, for example because exec into its pod failed, leaves its scenario undecided, whereas upstream's specs take any error of exec for a blocked connection.`,
    'Makes pods for which a policy is already in force, and watches their first moments.',
    'Creates and changes policies, moves a label, and recreates a pod and a namespace under their names, while it tries connections about twenty times a second. It reports how long they go the wrong way; if they still do so in the end, the answer is no. It also tries a pod with other labels that gets the address of a deleted one, unless the cluster does not give an address again so soon.',
    "Makes a pod behind a NodePort, one with a hostPort and one in its node's network, and reports how policies treat them, and a pod that connects to itself. These pods only tell their names, and run for a few seconds.",
    'Makes, changes and deletes a policy repeatedly, and measures how long each change takes to be enforced, while nothing else of this check runs.',
  ],
  needs: [
    'Room for eighteen small pods; with room for forty more, it takes half the time.',
    "A namespace of the Pod Security level `privileged`, for the pods with a hostPort and in their node's network. If they are refused, only what is reported about them is left out.",
  ],
  remediation:
    "Look each scenario up in your network plugin's documentation: it is either a known limit, or a defect to report, with the policy and the connections from the archive.",
  parts: scenarioTexts.map((scenario) => {
    const { id, question, api } = scenario;
    return { id, question, basis: `${api}${upstreamShare(scenario)}` };
  }),
  budgetSeconds: 480,
};
