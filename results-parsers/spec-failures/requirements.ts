import type { FailureKind } from '../documents/verdict/reachability-failure.ts';
import type { CatalogueSpec, Requirement } from '../standard/catalogue-spec.ts';

/** What NetworkPolicy asks of a network plugin. */
export const requirementTexts: Readonly<Record<Requirement, string>> = {
  'api-verbs': 'The API server must serve networkpolicies of networking.k8s.io/v1 with all verbs.',
  'end-port-validation': 'The API server must validate endPort as networking.k8s.io/v1 says.',
  'sctp-opens-nothing-else': 'A rule for SCTP must open nothing else, also if the plugin does not know SCTP.',
  'sctp-isolates': 'A pod that a policy selects is isolated, also if the plugin does not know SCTP of its rules.',
  'udp-opens-nothing-else': 'A rule for UDP must open nothing else.',
  'sctp-support': 'SCTP needs support by the kernel of the nodes, the service proxy and the network plugin.',
  'addresses-of-pods':
    "These specs put the address of a pod into ipBlock and probe through the pod's Service: ipBlock must match addresses of pods of the cluster, too.",
  'no-rules-block-all': 'A policy without rules blocks everything in the directions of its policyTypes.',
  'named-port': 'A port name in a rule must be resolved in each pod that the rule is about.',
  'namespace-label-change': 'Changed labels of a namespace must take effect on policies that exist.',
  'pod-label-change': 'Changed labels of a running pod must take effect on policies that exist.',
  'policy-update': 'A changed policy must take effect on running pods.',
  'policy-deletion': 'A policy must take effect on running pods, and stop doing so once it is deleted.',
  'policies-add-up': 'Policies that select the same pod add up: what one allows is allowed.',
  'both-ends': 'A connection needs both the egress of its source and the ingress of its target.',
  'directions-apart': 'Ingress and egress of a pod must be controlled independently of each other.',
  'both-selectors': 'Both selectors of one peer must fit: the namespace selector and the pod selector.',
  'one-of-the-peers': 'A connection is allowed if one of the peers in a rule fits.',
  'default-namespace-label': 'Namespaces must have the label kubernetes.io/metadata.name, and selectors must see it.',
  'all-ports-of-a-protocol': 'A rule with a protocol and no port is about all ports of that protocol only.',
  'ports-only': 'A rule with ports is about these ports and their protocol only.',
  egress: 'Egress policies must be enforced for the pods that they select.',
  'own-namespace': "A podSelector without a namespaceSelector selects pods of the policy's own namespace only.",
  'namespace-selector': 'A namespaceSelector selects by the labels of namespaces, in all ways that selectors have.',
  'pod-selector': 'A podSelector selects by the labels of pods, in all ways that selectors have.',
  'empty-rule-allows-all': 'An empty rule allows everything, whatever else the policy says.',
};

/**
 * What NetworkPolicy asks for where a spec failed; null: nothing that bears on the failure. A spec that could not probe says
 * nothing about policies, but SCTP needs more than policies.
 *
 * `spec`: what the catalogue knows of it; null: no catalogue has it.
 */
export function requirementFor(
  kind: FailureKind,
  spec: Pick<CatalogueSpec, 'requirement' | 'needs'> | null,
): string | null {
  if (spec === null || kind === 'unknown') return null;
  if (kind === 'environment' && !spec.needs.includes('sctp')) return null;
  return requirementTexts[spec.requirement];
}
