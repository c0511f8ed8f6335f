import type { FailureKind } from '../documents/verdict/reachability-failure.ts';
import type { CatalogueSpec, Requirement } from '../standard/catalogue-spec.ts';

/** What NetworkPolicy asks of a network plugin. */
export const requirementTexts: Readonly<Record<Requirement, string>> = {
  'api-verbs': 'The API server must serve networkpolicies of networking.k8s.io/v1 with all verbs.',
  'end-port-validation': 'The API server must validate endPort as networking.k8s.io/v1 specifies.',
  'sctp-opens-nothing-else': 'A rule for SCTP must open nothing else, even if the plugin does not know SCTP.',
  'sctp-isolates':
    "A pod that a policy selects is isolated, even if the policy's rules use SCTP and the plugin does not know SCTP.",
  'udp-opens-nothing-else': 'A rule for UDP must open nothing else.',
  'sctp-support': "SCTP needs support from the nodes' kernel, the service proxy and the network plugin.",
  'addresses-of-pods':
    "These specs put the address of a pod into ipBlock and probe through the pod's Service: ipBlock must also match pod addresses in the cluster.",
  'no-rules-block-all': 'A policy without rules blocks everything in the directions of its policyTypes.',
  'named-port': 'A port name in a rule must be resolved separately in each pod to which the rule applies.',
  'namespace-label-change': 'Changed labels of a namespace must take effect on existing policies.',
  'pod-label-change': 'Changed labels of a running pod must take effect on existing policies.',
  'policy-update': 'A changed policy must take effect on running pods.',
  'policy-deletion': 'A policy must take effect on running pods, and stop doing so once it is deleted.',
  'policies-add-up': 'Policies that select the same pod add up: what any one of them allows is allowed.',
  'both-ends': 'A connection must be allowed both by the egress of its source and by the ingress of its target.',
  'directions-apart': 'Ingress and egress of a pod must be controlled independently of each other.',
  'both-selectors': 'Both selectors of a peer must match: the namespace selector and the pod selector.',
  'one-of-the-peers': 'A connection is allowed if one of the peers in a rule matches.',
  'default-namespace-label':
    'Namespaces must have the label kubernetes.io/metadata.name, and selectors must be able to use it.',
  'all-ports-of-a-protocol':
    'A rule with a protocol and no port applies to all ports of that protocol, and only to those.',
  'ports-only': 'A rule with ports applies only to these ports and their protocol.',
  egress: 'Egress policies must be enforced for the pods that they select.',
  'own-namespace': "A podSelector without a namespaceSelector selects only pods of the policy's own namespace.",
  'namespace-selector': 'A namespaceSelector selects by the labels of namespaces, with all operators of selectors.',
  'pod-selector': 'A podSelector selects by the labels of pods, with all operators of selectors.',
  'empty-rule-allows-all': 'An empty rule allows everything, whatever the other rules of the policy say.',
};

/**
 * What NetworkPolicy asks for in a spec that failed; null: nothing that matters for the failure. A spec that could not probe shows
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
