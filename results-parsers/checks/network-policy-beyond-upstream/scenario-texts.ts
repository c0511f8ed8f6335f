import { catalogueSpecs } from '../../standard/catalogue-data.ts';
import { specLeaf } from '../../standard/spec-sentence.ts';

/** A scenario of the check network-policy-beyond-upstream, apart from any run. */
export type ScenarioText = {
  id: ScenarioId;
  /** One that yes or no answers, yes being what the API says. */
  question: string;
  /** What the API says, with the field that says it. */
  api: string;
  /** The part of it that a spec of upstream's asks, too, by the words of that spec. */
  upstream?: { part: string; spec: string };
};

/** Those that every version of the check asks: what an archive has of it is judged by these at least. */
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
] as const;

/** Those that ask what follows from a change of what their first step makes. */
export const changeScenarioIds = [
  'peer-label-removed',
  'target-label-removed',
  'namespace-label-removed',
  'policy-updated',
  'policy-deleted',
  'namespace-label-removed-both-selectors',
] as const satisfies readonly (typeof scenarioIds)[number][];

export type ScenarioId = (typeof scenarioIds)[number];

const IP_BLOCK =
  'An ipBlock selects addresses, whoever has them. Network plugins that know pods by identities alone, such as Cilium by default, do not match pods by it; the documentation says that it is meant for addresses outside of the cluster.';

const NEW_LABELS =
  'Nothing says how soon that has to be seen; Cilium (since 1.18) takes up to 35 seconds by default (identity-max-jitter).';

const texts: Record<ScenarioId, Omit<ScenarioText, 'id'>> = {
  'end-port-ingress': {
    question: 'Does a range of ports in an ingress rule open exactly these ports?',
    api: 'NetworkPolicyPort.endPort: the ports from port to endPort, both included, and no other.',
  },
  'end-port-egress': {
    question: 'Does a range of ports in an egress rule open exactly these ports?',
    api: 'NetworkPolicyPort.endPort: the ports from port to endPort, both included, and no other.',
  },
  'ingress-ip-block': { question: 'Does an ipBlock in an ingress rule open for its addresses alone?', api: IP_BLOCK },
  'ingress-ip-block-except': {
    question: 'Does an ipBlock in an ingress rule leave its exceptions closed?',
    api: IP_BLOCK,
  },
  'named-port-per-pod-ingress': {
    question: 'Does the name of a port in an ingress rule stand for the number that each pod gives it?',
    api: 'NetworkPolicyPort.port: a name is that of a port on a pod, so that it may be another number on another pod.',
  },
  'named-port-per-pod-egress': {
    question: 'Does the name of a port in an egress rule stand for the number that each destination gives it?',
    api: 'NetworkPolicyPort.port: a name is that of a port on a pod, in egress rules on the one that is connected to.',
  },
  'named-port-undefined': {
    question: 'Does the name of a port that no pod has open nothing?',
    api: 'NetworkPolicyPort.port: only traffic on the named port is matched; a plugin that cannot resolve a name must not open all ports.',
    upstream: {
      part: 'incoming connections',
      spec: 'should not allow all ports if it cannot limit to the requested port',
    },
  },
  'named-port-udp': {
    question: 'Does the name of a UDP port open UDP on that port, and nothing else?',
    api: 'NetworkPolicyPort: only traffic on the protocol and on the port is matched.',
  },
  'several-ports-in-one-rule': {
    question: 'Does a rule with several ports open each of them, for its own protocol?',
    api: 'NetworkPolicyIngressRule.ports: items are combined with a logical OR, each with its own protocol.',
  },
  'several-rules-in-one-policy': {
    question: 'Do several rules of one policy each open for their own peers and ports alone?',
    api: 'NetworkPolicyIngressRule: traffic must match both ports and from of one rule.',
  },
  'egress-port-and-peer': {
    question: 'Does an egress rule with a peer and a port open only that port of that peer?',
    api: 'NetworkPolicyEgressRule: traffic must match both ports and to.',
  },
  'udp-egress': {
    question: 'Does an egress rule for a UDP port open that port for UDP alone?',
    api: 'NetworkPolicyPort: only traffic on the protocol and on the port is matched.',
  },
  'second-address-family': {
    question: "Are policies enforced on the pods' addresses of the second family, too?",
    api: 'Selectors of pods select pods, with all of their addresses.',
  },
  'service-and-pod-address': {
    question: "Are a service's address and its pod's address judged alike?",
    api: 'NetworkPolicyPort.port: a port on a pod; the port of the service is not looked at.',
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
    question: "Do labels and expressions in a policy's own podSelector have to hold together?",
    api: 'LabelSelector: the requirements of matchLabels and matchExpressions are ANDed.',
  },
  'policy-types-left-out': {
    question: 'Does a policy without policyTypes isolate for ingress, and for egress only if it has egress rules?',
    api: 'NetworkPolicySpec.policyTypes: defaults by the existence of egress rules; ingress always.',
  },
  'policy-types-narrower-than-rules': {
    question: 'Do rules for a direction that policyTypes does not name have no effect?',
    api: 'NetworkPolicySpec.policyTypes: the rule types that the policy relates to.',
  },
  'peer-label-removed': {
    question: 'Is a peer closed out again when it loses the label that let it in?',
    api: `NetworkPolicyPeer.podSelector selects by the labels that pods have. ${NEW_LABELS}`,
  },
  'target-label-removed': {
    question: 'Is a pod open again when it loses the label by which a policy selects it?',
    api: `NetworkPolicySpec.podSelector selects by the labels that pods have. ${NEW_LABELS}`,
  },
  'namespace-label-removed': {
    question: 'Are the pods of a namespace closed out again when it loses the label that let them in?',
    api: `NetworkPolicyPeer.namespaceSelector selects by the labels that namespaces have. ${NEW_LABELS}`,
  },
  'policy-updated': {
    question: 'Does a policy that is changed close what it opened before, and open the new?',
    api: 'NetworkPolicySpec is the desired behaviour, whatever it was before.',
  },
  'policy-deleted': {
    question: 'Does a policy that is deleted take what it allowed with it, and its isolation if it was the last one?',
    api: 'NetworkPolicySpec.podSelector: the rules of those policies that there are are combined.',
  },
  'policy-before-pod': {
    question: 'Is a pod isolated from its first moment on by a policy that was there before it?',
    api: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#pod-lifecycle: isolated before it is started.',
  },
  'kubelet-probes': {
    question: "Do the kubelet's probes reach a pod that is isolated?",
    api: "NetworkPolicySpec.ingress: traffic from the pod's local node is allowed.",
  },
  'established-connection': {
    question: 'Does a connection stay open that a new policy would not allow to be opened?',
    api: 'The API leaves it open, so that it is reported only.',
  },
  'except-and-another-policy': {
    question: 'Does an ipBlock leave open what another policy allows of its exceptions?',
    api: `IPBlock.except: addresses that are not in this rule; rules of several policies are combined additively, and not one of them denies. ${IP_BLOCK}`,
  },
  'same-block-in-two-rules': {
    question: 'Do two rules with the same ipBlock each open their own ports?',
    api: `NetworkPolicySpec.ingress: traffic has to match at least one rule, and of that rule both ports and from. ${IP_BLOCK}`,
  },
  'block-within-a-block': {
    question: 'Does a broad ipBlock stay open where a narrow one in it opens other ports?',
    api: `NetworkPolicySpec.ingress: traffic has to match at least one rule, not the one with the longest prefix. ${IP_BLOCK}`,
  },
  'named-port-and-block': {
    question: 'Does a rule with the name of a port and an ipBlock open that port for these addresses alone?',
    api: `NetworkPolicyIngressRule: traffic must match both ports and from. ${IP_BLOCK}`,
  },
  'several-egress-rules': {
    question: 'Do several egress rules of one policy each open for their own peers and ports alone?',
    api: 'NetworkPolicyEgressRule: traffic must match both ports and to of one rule.',
  },
  'many-ports-in-one-rule': {
    question: 'Does a rule with 42 ports open the first and the last of them, and no other?',
    api: 'NetworkPolicyIngressRule.ports: items are combined with a logical OR; the API sets no limit to how many there are.',
  },
  'not-in-several-values': {
    question: 'Does NotIn with several values leave out all of them?',
    api: 'LabelSelectorRequirement.operator: NotIn; a label with any one of the values is not selected.',
  },
  'target-in-several-values': {
    question: "Does In with several values in a policy's own podSelector isolate the pods with any of them?",
    api: 'LabelSelectorRequirement.operator: In; a label with any one of the values is selected.',
  },
  'labels-that-look-like-numbers': {
    question: 'Are label values that look like numbers or truth values compared as the texts that they are?',
    api: 'LabelSelector.matchLabels: keys and values are strings.',
  },
  'namespace-label-removed-both-selectors': {
    question:
      'Are those pods of a namespace that a podSelector chooses closed out again when it loses the label that let them in?',
    api: `NetworkPolicyPeer: with both selectors, the pods that podSelector selects, in the namespaces that namespaceSelector selects. ${NEW_LABELS}`,
  },
};

/** Since when upstream asks a part of the scenario; empty: it does not. */
export function upstreamShare({ upstream }: Pick<ScenarioText, 'upstream'>): string {
  const spec = catalogueSpecs.find(({ name }) => specLeaf(name) === upstream?.spec);
  if (upstream === undefined || spec === undefined) return '';
  return ` From Kubernetes ${spec.since} on, a spec of upstream's asks it of ${upstream.part}.`;
}

export const scenarioTexts: readonly ScenarioText[] = scenarioIds.map((id) => ({ id, ...texts[id] }));
