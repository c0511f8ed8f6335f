import { catalogueSpecs } from '../../standard/catalogue-data.ts';
import { specLeaf } from '../../standard/spec-sentence.ts';

/** A scenario of the check network-policy-beyond-upstream, apart from any run. */
export type ScenarioText = {
  id: ScenarioId;
  /** A yes-or-no question; yes is what the API specifies. */
  question: string;
  /** What the API specifies, and in which field. */
  api: string;
  /** The part of it that an upstream spec also tests, in the words of that spec. */
  upstream?: { part: string; spec: string };
};

/** The scenarios that every version of the check asks: an archive is judged by at least these. */
export const firstScenarioIds = [
  'end-port-ingress',
  'end-port-egress',
  'ingress-ip-block',
  'ingress-ip-block-except',
  'named-port-per-pod-ingress',
  'named-port-per-pod-egress',
  'named-port-undefined',
  'named-port-udp',
  'several-ports-in-one-rule',
  'several-rules-in-one-policy',
  'egress-port-and-peer',
  'udp-egress',
  'second-address-family',
  'service-and-pod-address',
  'selector-exists',
  'selector-does-not-exist',
  'target-selector-expressions',
  'policy-types-left-out',
  'policy-types-narrower-than-rules',
  'peer-label-removed',
  'target-label-removed',
  'namespace-label-removed',
  'policy-updated',
  'policy-deleted',
  'policy-before-pod',
  'kubelet-probes',
  'established-connection',
] as const;

/** The scenarios whose change is watched while it happens, because what is seen of it in the end may have come late. */
export const windowIds = [
  'isolated-without-rules',
  'pod-re-made',
  'address-reused',
  'policy-re-made',
  'namespace-re-made',
  'label-moved',
] as const;

/** The scenarios about paths on which the API leaves open what policies mean, so that they are only reported. */
export const pathIds = ['hairpin', 'node-port', 'host-port', 'host-network-pods'] as const;

export type PathId = (typeof pathIds)[number];

export const scenarioIds = [
  ...firstScenarioIds,
  'except-and-another-policy',
  'same-block-in-two-rules',
  'block-within-a-block',
  'named-port-and-block',
  'several-egress-rules',
  'many-ports-in-one-rule',
  'not-in-several-values',
  'target-in-several-values',
  'labels-that-look-like-numbers',
  'namespace-label-removed-both-selectors',
  'egress-to-no-pod',
  'egress-ip-block-except',
  'named-port-of-sidecar',
  ...windowIds,
  ...pathIds,
] as const;

/** The scenarios about a change of what their first step makes. */
export const changeScenarioIds = [
  'peer-label-removed',
  'target-label-removed',
  'namespace-label-removed',
  'policy-updated',
  'policy-deleted',
  'namespace-label-removed-both-selectors',
  ...windowIds,
] as const satisfies readonly (typeof scenarioIds)[number][];

export type WindowId = (typeof windowIds)[number];

export function isWindow(id: string | undefined): id is WindowId {
  return windowIds.some((each) => each === id);
}

export function isPath(id: string): id is PathId {
  return pathIds.some((each) => each === id);
}

export type ScenarioId = (typeof scenarioIds)[number];

const IP_BLOCK =
  'An ipBlock selects addresses, whatever has them. Network plugins that know pods only by identity, such as Cilium by default, do not match pods with it; the documentation says that it is meant for addresses outside of the cluster.';

const NEW_LABELS =
  'The API does not say how soon that must take effect; Cilium (since 1.18) takes up to 35 seconds by default (identity-max-jitter).';

/** @param why what the API leaves open */
function onlyReported(why: string): string {
  return `${why}, so it is only reported.`;
}

const NODE_AS_SOURCE = onlyReported(
  "Traffic from a pod's own node is allowed, and on this path the node may take the place of the pod that connects",
);

const WATCHED = 'The API does not say how soon; the answer reports how long connections went the wrong way.';

const texts: Record<ScenarioId, Omit<ScenarioText, 'id'>> = {
  'end-port-ingress': {
    question: 'Does a range of ports in an ingress rule open exactly these ports?',
    api: 'NetworkPolicyPort.endPort: the ports from port to endPort, both included, and no others.',
  },
  'end-port-egress': {
    question: 'Does a range of ports in an egress rule open exactly these ports?',
    api: 'NetworkPolicyPort.endPort: the ports from port to endPort, both included, and no others.',
  },
  'ingress-ip-block': { question: 'Does an ipBlock in an ingress rule allow only its addresses?', api: IP_BLOCK },
  'ingress-ip-block-except': {
    question: 'Does an ipBlock in an ingress rule keep its exceptions blocked?',
    api: IP_BLOCK,
  },
  'named-port-per-pod-ingress': {
    question: 'Does a port name in an ingress rule stand for the number that each pod gives it?',
    api: 'NetworkPolicyPort.port: a name is that of a port on a pod, so it may be a different number on another pod.',
  },
  'named-port-per-pod-egress': {
    question: 'Does a port name in an egress rule stand for the number that each destination gives it?',
    api: 'NetworkPolicyPort.port: a name is that of a port on a pod; in egress rules, on the pod that is connected to.',
  },
  'named-port-undefined': {
    question: 'Does a port name leave everything blocked if no pod has it?',
    api: 'NetworkPolicyPort.port: only traffic on the named port is matched; a plugin that cannot resolve a name must not open all ports.',
    upstream: {
      part: 'incoming connections',
      spec: 'should not allow all ports if it cannot limit to the requested port',
    },
  },
  'named-port-udp': {
    question: 'Does a UDP port name open UDP on that port, and nothing else?',
    api: 'NetworkPolicyPort: only traffic on that protocol and port is matched.',
  },
  'several-ports-in-one-rule': {
    question: 'Does a rule with several ports open each of them for its own protocol?',
    api: 'NetworkPolicyIngressRule.ports: items are combined with a logical OR, each with its own protocol.',
  },
  'several-rules-in-one-policy': {
    question: 'Does each of several rules of one policy open only its own ports for its own peers?',
    api: 'NetworkPolicyIngressRule: traffic must match both ports and from of one rule.',
  },
  'egress-port-and-peer': {
    question: 'Does an egress rule with a peer and a port open only that port of that peer?',
    api: 'NetworkPolicyEgressRule: traffic must match both ports and to.',
  },
  'udp-egress': {
    question: 'Does an egress rule for a UDP port open that port for UDP alone?',
    api: 'NetworkPolicyPort: only traffic on that protocol and port is matched.',
  },
  'second-address-family': {
    question: "Are policies also enforced on the pods' addresses of the second family?",
    api: 'Pod selectors select pods, with all of their addresses.',
  },
  'service-and-pod-address': {
    question: "Are connections to a service's address treated like those to its pod's address?",
    api: 'NetworkPolicyPort.port: a port on a pod; the port of the service does not matter.',
  },
  'selector-exists': {
    question: 'Does the operator Exists select exactly the pods that have the label?',
    api: 'LabelSelectorRequirement.operator: Exists.',
  },
  'selector-does-not-exist': {
    question: 'Does the operator DoesNotExist select exactly the pods or namespaces without the label?',
    api: 'LabelSelectorRequirement.operator: DoesNotExist.',
  },
  'target-selector-expressions': {
    question: "Must labels and expressions in a policy's own podSelector both match?",
    api: 'LabelSelector: the requirements of matchLabels and matchExpressions are ANDed.',
  },
  'policy-types-left-out': {
    question: 'Does a policy without policyTypes isolate for ingress, and for egress only if it has egress rules?',
    api: 'NetworkPolicySpec.policyTypes: by default always ingress, and egress if there are egress rules.',
  },
  'policy-types-narrower-than-rules': {
    question: 'Do rules for a direction that policyTypes does not name have no effect?',
    api: 'NetworkPolicySpec.policyTypes: the rule types that the policy relates to.',
  },
  'peer-label-removed': {
    question: 'Is a peer blocked again when it loses the label that let it in?',
    api: `NetworkPolicyPeer.podSelector selects by the labels that pods have. ${NEW_LABELS}`,
  },
  'target-label-removed': {
    question: 'Is a pod open again when it loses the label by which a policy selects it?',
    api: `NetworkPolicySpec.podSelector selects by the labels that pods have. ${NEW_LABELS}`,
  },
  'namespace-label-removed': {
    question: 'Are the pods of a namespace blocked again when it loses the label that let them in?',
    api: `NetworkPolicyPeer.namespaceSelector selects by the labels that namespaces have. ${NEW_LABELS}`,
  },
  'policy-updated': {
    question: 'Does a changed policy close what it opened before, and open what it allows now?',
    api: 'NetworkPolicySpec is the desired behaviour, whatever it was before.',
  },
  'policy-deleted': {
    question: 'Does deleting a policy end what it allowed, and the isolation if it was the last policy?',
    api: 'NetworkPolicySpec.podSelector: the rules of all existing policies are combined.',
  },
  'policy-before-pod': {
    question: 'Is a pod isolated from its first moment by a policy that existed before it?',
    api: 'A pod is isolated before it is started (https://kubernetes.io/docs/concepts/services-networking/network-policies/#pod-lifecycle).',
  },
  'kubelet-probes': {
    question: "Do the kubelet's probes reach an isolated pod?",
    api: "NetworkPolicySpec.ingress: traffic from the pod's local node is allowed.",
  },
  'established-connection': {
    question: 'Does an established connection survive a new policy that forbids it?',
    api: onlyReported('The API does not say'),
  },
  'except-and-another-policy': {
    question: 'If another policy allows an exception of an ipBlock, does it stay open?',
    api: `IPBlock.except: addresses that are not in this rule; the rules of several policies add up, and no rule denies. ${IP_BLOCK}`,
  },
  'same-block-in-two-rules': {
    question: 'Do two rules with the same ipBlock each open their own ports?',
    api: `NetworkPolicySpec.ingress: traffic must match at least one rule, and both ports and from of that rule. ${IP_BLOCK}`,
  },
  'block-within-a-block': {
    question: 'Does a broad ipBlock still apply if a narrower one within it opens other ports?',
    api: `NetworkPolicySpec.ingress: traffic must match at least one rule, not the one with the longest prefix. ${IP_BLOCK}`,
  },
  'named-port-and-block': {
    question: 'Does a rule with a port name and an ipBlock open that port only for these addresses?',
    api: `NetworkPolicyIngressRule: traffic must match both ports and from. ${IP_BLOCK}`,
  },
  'several-egress-rules': {
    question: 'Does each of several egress rules of one policy open only its own ports of its own peers?',
    api: 'NetworkPolicyEgressRule: traffic must match both ports and to of one rule.',
  },
  'many-ports-in-one-rule': {
    question: 'Does a rule with 42 ports open the first and the last of them, and no other?',
    api: 'NetworkPolicyIngressRule.ports: items are combined with a logical OR; the API does not limit their number.',
  },
  'not-in-several-values': {
    question: 'Does NotIn with several values exclude all of them?',
    api: 'LabelSelectorRequirement.operator: NotIn; a label with any one of the values is not selected.',
  },
  'target-in-several-values': {
    question: "Does In with several values in a policy's own podSelector isolate the pods with any of them?",
    api: 'LabelSelectorRequirement.operator: In; a label with any one of the values is selected.',
  },
  'labels-that-look-like-numbers': {
    question: 'Are label values that look like numbers or booleans compared as strings?',
    api: 'LabelSelector.matchLabels: keys and values are strings.',
  },
  'namespace-label-removed-both-selectors': {
    question:
      'Are the pods of a namespace that a podSelector chooses blocked again when the namespace loses the label that let them in?',
    api: `NetworkPolicyPeer: with both selectors, the pods that podSelector selects, in the namespaces that namespaceSelector selects. ${NEW_LABELS}`,
  },
  'egress-to-no-pod': {
    question:
      'Does an egress rule for the pods of other namespaces leave the API server and other nodes, which are not pods, blocked?',
    api: 'NetworkPolicyPeer: selectors select only pods; any other address needs an ipBlock. A pod may always reach its own node.',
  },
  'egress-ip-block-except': {
    question: 'Does an ipBlock in an egress rule without ports keep its exceptions blocked?',
    api: IP_BLOCK,
    upstream: {
      part: 'TCP',
      spec: 'should enforce except clause while egress access to server in CIDR block',
    },
  },
  'named-port-of-sidecar': {
    question: 'Does a port name that only a sidecar declares open its port?',
    api: 'NetworkPolicyPort.port: a named port on a pod. A sidecar is an init container that is restarted (restartPolicy: Always), and runs for as long as the pod; Kubernetes itself looks port names up in sidecars, too, since https://github.com/kubernetes/kubernetes/pull/127976. Cilium 1.20, kube-router 2.1 and kube-network-policies 1.1 do not yet.',
  },
  'isolated-without-rules': {
    question: 'Does a new policy without rules isolate a running pod in both directions?',
    api: `NetworkPolicySpec.ingress and egress: traffic is allowed only if a rule matches it. ${WATCHED}`,
  },
  'pod-re-made': {
    question: 'Is a pod isolated if it takes the name of a deleted one, as the pods of a StatefulSet do?',
    api: `NetworkPolicySpec.podSelector selects pods by their labels, no matter when they were created. ${WATCHED}`,
  },
  'address-reused': {
    question: 'Is a pod that has the address of a deleted one judged by its own labels?',
    api: `Selectors select pods by the labels that they have; an address says nothing about them. ${WATCHED}`,
  },
  'policy-re-made': {
    question: 'If a policy is deleted and created again under its name with other rules, do only the new rules count?',
    api: `NetworkPolicySpec is the desired behaviour, whatever an earlier policy of that name was. ${WATCHED}`,
  },
  'namespace-re-made': {
    question:
      'If a namespace is deleted and created again under its name, do its old labels and policies no longer count?',
    api: `Policies and labels go with the namespace that has them. ${WATCHED}`,
  },
  'label-moved': {
    question: 'If a label moves from one pod to another, does a policy let in only the pod that has it now?',
    api: `NetworkPolicyPeer.podSelector selects by the labels that pods have. ${NEW_LABELS} The answer reports how long connections went the wrong way.`,
  },
  hairpin: {
    question: 'Does an isolated pod reach itself?',
    api: onlyReported(
      'Network plugins differ in whether policies apply to a pod that connects to itself (https://github.com/kubernetes/kubernetes/issues/95879)',
    ),
  },
  'node-port': { question: 'Is an isolated pod reached through a NodePort?', api: NODE_AS_SOURCE },
  'host-port': { question: 'Is an isolated pod reached through a hostPort?', api: NODE_AS_SOURCE },
  'host-network-pods': {
    question: "Do policies know pods in their nodes' network?",
    api: onlyReported(
      'A network plugin may treat them like other pods or like their node (https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods)',
    ),
  },
};

/** The version since which upstream tests a part of the scenario; empty: it does not. */
export function upstreamShare({ upstream }: Pick<ScenarioText, 'upstream'>): string {
  const spec = catalogueSpecs.find(({ name }) => specLeaf(name) === upstream?.spec);
  if (upstream === undefined || spec === undefined) return '';
  return ` From Kubernetes ${spec.since} on, an upstream spec tests this for ${upstream.part}.`;
}

export const scenarioTexts: readonly ScenarioText[] = scenarioIds.map((id) => ({ id, ...texts[id] }));
