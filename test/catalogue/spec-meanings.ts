/** What people know of a spec and its sources do not say. */
export interface SpecMeaning {
  /** The part of the NetworkPolicy API that it exercises. */
  readonly exercises: string;
  /** What has to hold, for readers who do not know the API. */
  readonly description: string;
}

/** By the words of the containers around a spec, and by its own; tags, which come and go, are no part of them. */
const meanings: Readonly<Record<string, Readonly<Record<string, SpecMeaning>>>> = {
  'Netpol NetworkPolicy between server and client': {
    "should support a 'default-deny-ingress' policy": {
      exercises: 'podSelector {} with policyTypes [Ingress] and no rules',
      description: 'A policy without rules closes all pods of a namespace to incoming connections.',
    },
    "should support a 'default-deny-all' policy": {
      exercises: 'policyTypes [Ingress, Egress] without rules',
      description: 'A policy without rules closes all pods of a namespace, in both directions.',
    },
    'should enforce policy to allow traffic from pods within server namespace based on PodSelector': {
      exercises: 'ingress.from.podSelector with matchLabels, same namespace only',
      description: 'A pod takes connections from certain pods of its own namespace only.',
    },
    'should enforce policy to allow ingress traffic for a target': {
      exercises: 'deny-all and an additive allow from podSelector {} with namespaceSelector {}',
      description: 'All pods of a namespace are closed; a second policy opens one of them to everyone.',
    },
    'should enforce policy to allow ingress traffic from pods in all namespaces': {
      exercises: 'ingress.from.namespaceSelector {}',
      description: 'A pod takes connections from the pods of all namespaces.',
    },
    'should enforce policy to allow traffic only from a different namespace, based on NamespaceSelector': {
      exercises: 'ingress.from.namespaceSelector with matchLabels',
      description: 'A pod takes connections from one other namespace only.',
    },
    'should enforce policy based on PodSelector with MatchExpressions': {
      exercises: 'ingress.from.podSelector with matchExpressions In',
      description: 'The allowed pods are chosen by an expression on their labels.',
    },
    'should enforce policy based on NamespaceSelector with MatchExpressions': {
      exercises: 'ingress.from.namespaceSelector with matchExpressions In',
      description: 'The allowed namespaces are chosen by an expression on their labels.',
    },
    'should enforce policy based on PodSelector or NamespaceSelector': {
      exercises: 'two peers in ingress.from (OR), namespaceSelector NotIn',
      description: 'Certain pods of its own namespace are allowed, or all pods of certain others: either suffices.',
    },
    'should enforce policy based on PodSelector and NamespaceSelector': {
      exercises: 'one peer of podSelector and namespaceSelector (AND), NotIn and matchLabels',
      description: 'Certain pods of certain namespaces are allowed: both conditions must hold.',
    },
    'should enforce policy based on Multiple PodSelectors and NamespaceSelectors': {
      exercises: 'one peer of podSelector and namespaceSelector (AND), NotIn and In',
      description: 'Certain pods of certain namespaces are allowed, both chosen by expressions: both must hold.',
    },
    'should enforce policy based on any PodSelectors': {
      exercises: 'two podSelector peers in ingress.from (OR)',
      description: 'Two choices of pods are allowed: either suffices.',
    },
    'should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector':
      {
        exercises: 'one peer of podSelector and namespaceSelector (AND), matchLabels',
        description: 'A pod takes connections from one pod of one other namespace only.',
      },
    'should enforce policy based on Ports': {
      exercises: 'ingress.ports with a number, and namespaceSelector',
      description: 'A pod takes connections from one namespace, and on one port only.',
    },
    'should enforce multiple, stacked policies with overlapping podSelectors': {
      exercises: 'union of several policies on one pod, ports 80 and 81',
      description: 'What several policies for a pod allow adds up.',
    },
    'should support allow-all policy': {
      exercises: 'ingress [{}]: allow all',
      description: 'A policy with one empty rule allows everything.',
    },
    'should allow ingress access on one named port': {
      exercises: 'ingress.ports with a named port, protocol defaulted',
      description: 'A pod takes connections only on a port that the policy calls by its name in the pod.',
    },
    'should not allow all ports if it cannot limit to the requested port': {
      exercises: 'ingress.ports with a named port that no pod has',
      description: 'A rule that names a port no pod has allows nothing, and does not open all ports instead.',
    },
    'should allow ingress access from namespace on one named port': {
      exercises: 'ingress.ports with a named port, and namespaceSelector',
      description:
        'A pod takes connections only from one namespace, on a port that the policy calls by its name in the pod.',
    },
    'should allow egress access on one named port': {
      exercises: 'egress.ports with a named port, no egress.to',
      description: 'A pod may connect only to ports that the policy calls by their name in the pods.',
    },
    'should enforce updated policy': {
      exercises: 'update of a policy from allow-all to deny-all',
      description: 'A policy is changed from allowing everything to allowing nothing, and the change takes effect.',
    },
    'should allow ingress access from updated namespace': {
      exercises: 'a label added to a namespace that namespaceSelector selects',
      description: 'A namespace gets a label that a policy asks for, and its pods are let in.',
    },
    'should allow ingress access from updated pod': {
      exercises: 'a label added to a peer pod that podSelector selects',
      description: 'A pod gets a label that a policy asks for, and is let in.',
    },
    'should deny ingress from pods on other namespaces': {
      exercises: 'ingress.from.podSelector {}: same namespace only',
      description: 'Pods of other namespaces are kept out.',
    },
    'should deny ingress access to updated pod': {
      exercises: 'a label added to a pod, which then is isolated',
      description: 'A pod gets a label that a policy applies to, and is closed.',
    },
    'should deny egress from pods based on PodSelector': {
      exercises: 'egress [] for the pods of a podSelector',
      description: 'Certain pods may not open connections.',
    },
    'should deny egress from all pods in a namespace': {
      exercises: 'egress [] for all pods of a namespace',
      description: 'No pod of a namespace may open connections.',
    },
    'should work with Ingress, Egress specified together': {
      exercises: 'policyTypes [Ingress, Egress] in one policy, egress.ports with a number',
      description: 'One policy limits both who may connect to a pod and where it may connect to.',
    },
    'should support denying of egress traffic on the client side (even if the server explicitly allows this traffic)': {
      exercises: "egress denied at the client although the server's ingress allows it",
      description:
        "A connection needs the consent of both ends: where the client may not, the server's consent does not help.",
    },
    'should enforce egress policy allowing traffic to a server in a different namespace based on PodSelector and NamespaceSelector':
      {
        exercises: 'egress.to with podSelector and namespaceSelector (AND)',
        description: 'A pod may connect to certain pods of certain namespaces only.',
      },
    'should enforce ingress policy allowing any port traffic to a server on a specific protocol': {
      exercises: 'ingress.ports with protocol TCP and no port',
      description: 'A pod takes connections by TCP on every port, and none by UDP.',
    },
    'should enforce multiple ingress policies with ingress allow-all policy taking precedence': {
      exercises: 'union of ingress policies, one of which allows all',
      description: 'Of several policies for incoming connections, one allows everything, and that holds.',
    },
    'should enforce multiple egress policies with egress allow-all policy taking precedence': {
      exercises: 'union of egress policies, one of which allows all',
      description: 'Of several policies for outgoing connections, one allows everything, and that holds.',
    },
    'should stop enforcing policies after they are deleted': {
      exercises: 'deletion of a policy',
      description: 'A policy is deleted, and nothing is blocked any more.',
    },
    'should allow egress access to server in CIDR block': {
      exercises: "egress.to.ipBlock.cidr with one pod's address",
      description: 'A pod may connect to one address only.',
    },
    'should enforce except clause while egress access to server in CIDR block': {
      exercises: "egress.to.ipBlock.cidr with an except for one pod's address",
      description: 'A pod may connect to a range of addresses, but for one of them.',
    },
    'should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed': {
      exercises: "egress.to.ipBlock.cidr that overlaps another block's except",
      description:
        'A rule leaves an address out of a range; the policy then allows that very address, and it can be reached.',
    },
    'should enforce policies to check ingress and egress policies can be controlled independently based on PodSelector':
      {
        exercises: 'egress [{}] and ingress [] on the same pod',
        description: 'What goes out of a pod and what comes in are allowed and denied apart from each other.',
      },
    "should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP": {
      exercises: 'a rule with protocol SCTP must not open TCP',
      description:
        'A rule that allows SCTP does not open the same port for TCP. True also where SCTP is not supported.',
    },
    "should properly isolate pods that are selected by a policy allowing SCTP, even if the plugin doesn't support SCTP":
      {
        exercises: 'a pod selected by a rule with protocol SCTP is isolated for TCP',
        description: 'A pod whose only rule is about SCTP is closed for TCP. True also where SCTP is not supported.',
      },
    'should not allow access by TCP when a policy specifies only UDP': {
      exercises: 'a rule with protocol UDP must not open TCP',
      description: 'A rule that allows UDP does not open the same port for TCP.',
    },
    'should enforce policy to allow traffic based on NamespaceSelector with MatchLabels using default ns label': {
      exercises: 'ingress.from.namespaceSelector on the label kubernetes.io/metadata.name',
      description: 'A pod takes connections from one namespace only, named by the label that Kubernetes gives it.',
    },
    'should enforce policy based on NamespaceSelector with MatchExpressions using default ns label': {
      exercises: 'egress.to.namespaceSelector NotIn on the label kubernetes.io/metadata.name',
      description: 'A pod may connect to all namespaces but one, named by the label that Kubernetes gives it.',
    },
  },
  'Netpol NetworkPolicy between server and client using UDP': {
    "should support a 'default-deny-ingress' policy": {
      exercises: 'podSelector {} with policyTypes [Ingress] and no rules, UDP traffic',
      description: 'A policy without rules closes all pods of a namespace to incoming UDP.',
    },
    'should enforce policy based on Ports': {
      exercises: 'ingress.ports with protocol UDP and a number',
      description: 'A pod takes UDP from one namespace, and on one port only.',
    },
    'should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector':
      {
        exercises: 'one peer of podSelector and namespaceSelector (AND), UDP traffic',
        description: 'A pod takes UDP from one pod of one other namespace only.',
      },
  },
  'Netpol NetworkPolicy between server and client using SCTP': {
    "should support a 'default-deny-ingress' policy": {
      exercises: 'podSelector {} with policyTypes [Ingress] and no rules, SCTP traffic',
      description: 'A policy without rules closes all pods of a namespace to incoming SCTP.',
    },
    'should enforce policy based on Ports': {
      exercises: 'ingress.ports with protocol SCTP and a number',
      description: 'A pod takes SCTP from one namespace, and on one port only.',
    },
    'should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector':
      {
        exercises: 'one peer of podSelector and namespaceSelector (AND), SCTP traffic',
        description: 'A pod takes SCTP from one pod of one other namespace only.',
      },
  },
  'Netpol API': {
    'should support creating NetworkPolicy API operations': {
      exercises: 'create, get, list, watch, update, patch and delete of networkpolicies',
      description: 'The API stores NetworkPolicies, lists, watches, changes and deletes them.',
    },
    'should support creating NetworkPolicy API with endport field': {
      exercises: 'validation of ports.endPort (no traffic)',
      description: 'The API refuses ranges of ports that cannot be, and stores those that can.',
    },
  },
};

/** By the sentence of the spec (`specSentence`). */
export const specMeanings: ReadonlyMap<string, SpecMeaning> = new Map(
  Object.entries(meanings).flatMap(([container, leaves]) =>
    Object.entries(leaves).map(([leaf, meaning]): [string, SpecMeaning] => [`${container} ${leaf}`, meaning]),
  ),
);
