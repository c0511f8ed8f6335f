// Written by `npm run catalogue` from the sources of Kubernetes: see test/catalogue.

/** A spec of the catalogue. */
export type CatalogueSpec = {
  /** Its full Ginkgo name, without `[It] `. */
  name: string;
  /** The part of the NetworkPolicy API that it exercises. */
  exercises: string;
  /** What has to hold, for readers who do not know the API. */
  description: string;
  /** The minors whose e2e binaries have it under this name; undefined: all. */
  onlyIn?: readonly string[];
};

/** The Kubernetes minors whose specs are known. */
export const catalogueMinors: readonly string[] = [
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
];

/** Every spec of test/e2e/network/netpol in the Kubernetes sources, under the names that `e2e.test --list-tests` prints. */
export const catalogueSpecs: readonly CatalogueSpec[] = [
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules',
    description: 'A policy without rules closes all pods of a namespace to incoming connections.',
  },
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
    exercises: 'policyTypes [Ingress, Egress] without rules',
    description: 'A policy without rules closes all pods of a namespace, in both directions.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic from pods within server namespace based on PodSelector [Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector with matchLabels, same namespace only',
    description: 'A pod takes connections from certain pods of its own namespace only.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow ingress traffic for a target [Feature:NetworkPolicy]',
    exercises: 'deny-all and an additive allow from podSelector {} with namespaceSelector {}',
    description: 'All pods of a namespace are closed; a second policy opens one of them to everyone.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow ingress traffic from pods in all namespaces [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector {}',
    description: 'A pod takes connections from the pods of all namespaces.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic only from a different namespace, based on NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector with matchLabels',
    description: 'A pod takes connections from one other namespace only.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector with MatchExpressions [Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector with matchExpressions In',
    description: 'The allowed pods are chosen by an expression on their labels.',
    onlyIn: ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector with MatchExpressions[Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector with matchExpressions In',
    description: 'The allowed pods are chosen by an expression on their labels.',
    onlyIn: ['1.28'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector with matchExpressions In',
    description: 'The allowed namespaces are chosen by an expression on their labels.',
    onlyIn: ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions[Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector with matchExpressions In',
    description: 'The allowed namespaces are chosen by an expression on their labels.',
    onlyIn: ['1.28'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector or NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'two peers in ingress.from (OR), namespaceSelector NotIn',
    description: 'Certain pods of its own namespace are allowed, or all pods of certain others: either suffices.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), NotIn and matchLabels',
    description: 'Certain pods of certain namespaces are allowed: both conditions must hold.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on Multiple PodSelectors and NamespaceSelectors [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), NotIn and In',
    description: 'Certain pods of certain namespaces are allowed, both chosen by expressions: both must hold.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on any PodSelectors [Feature:NetworkPolicy]',
    exercises: 'two podSelector peers in ingress.from (OR)',
    description: 'Two choices of pods are allowed: either suffices.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), matchLabels',
    description: 'A pod takes connections from one pod of one other namespace only.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a number, and namespaceSelector',
    description: 'A pod takes connections from one namespace, and on one port only.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce multiple, stacked policies with overlapping podSelectors [Feature:NetworkPolicy]',
    exercises: 'union of several policies on one pod, ports 80 and 81',
    description: 'What several policies for a pod allow adds up.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should support allow-all policy [Feature:NetworkPolicy]',
    exercises: 'ingress [{}]: allow all',
    description: 'A policy with one empty rule allows everything.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access on one named port [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a named port, protocol defaulted',
    description: 'A pod takes connections only on a port that the policy calls by its name in the pod.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from namespace on one named port [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a named port, and namespaceSelector',
    description:
      'A pod takes connections only from one namespace, on a port that the policy calls by its name in the pod.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow egress access on one named port [Feature:NetworkPolicy]',
    exercises: 'egress.ports with a named port, no egress.to',
    description: 'A pod may connect only to ports that the policy calls by their name in the pods.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should not allow all ports if it cannot limit to the requested port [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a named port that no pod has',
    description: 'A rule that names a port no pod has allows nothing, and does not open all ports instead.',
    onlyIn: ['1.37'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce updated policy [Feature:NetworkPolicy]',
    exercises: 'update of a policy from allow-all to deny-all',
    description: 'A policy is changed from allowing everything to allowing nothing, and the change takes effect.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated namespace [Feature:NetworkPolicy]',
    exercises: 'a label added to a namespace that namespaceSelector selects',
    description: 'A namespace gets a label that a policy asks for, and its pods are let in.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated pod [Feature:NetworkPolicy]',
    exercises: 'a label added to a peer pod that podSelector selects',
    description: 'A pod gets a label that a policy asks for, and is let in.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny ingress from pods on other namespaces [Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector {}: same namespace only',
    description: 'Pods of other namespaces are kept out.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny ingress access to updated pod [Feature:NetworkPolicy]',
    exercises: 'a label added to a pod, which then is isolated',
    description: 'A pod gets a label that a policy applies to, and is closed.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny egress from pods based on PodSelector [Feature:NetworkPolicy]',
    exercises: 'egress [] for the pods of a podSelector',
    description: 'Certain pods may not open connections.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny egress from all pods in a namespace [Feature:NetworkPolicy]',
    exercises: 'egress [] for all pods of a namespace',
    description: 'No pod of a namespace may open connections.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should work with Ingress, Egress specified together [Feature:NetworkPolicy]',
    exercises: 'policyTypes [Ingress, Egress] in one policy, egress.ports with a number',
    description: 'One policy limits both who may connect to a pod and where it may connect to.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should support denying of egress traffic on the client side (even if the server explicitly allows this traffic) [Feature:NetworkPolicy]',
    exercises: "egress denied at the client although the server's ingress allows it",
    description:
      "A connection needs the consent of both ends: where the client may not, the server's consent does not help.",
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce egress policy allowing traffic to a server in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'egress.to with podSelector and namespaceSelector (AND)',
    description: 'A pod may connect to certain pods of certain namespaces only.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol TCP and no port',
    description: 'A pod takes connections by TCP on every port, and none by UDP.',
    onlyIn: ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol [Feature:NetworkPolicy] [Feature:UDP]',
    exercises: 'ingress.ports with protocol TCP and no port',
    description: 'A pod takes connections by TCP on every port, and none by UDP.',
    onlyIn: ['1.28', '1.29', '1.30'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce multiple ingress policies with ingress allow-all policy taking precedence [Feature:NetworkPolicy]',
    exercises: 'union of ingress policies, one of which allows all',
    description: 'Of several policies for incoming connections, one allows everything, and that holds.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce multiple egress policies with egress allow-all policy taking precedence [Feature:NetworkPolicy]',
    exercises: 'union of egress policies, one of which allows all',
    description: 'Of several policies for outgoing connections, one allows everything, and that holds.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should stop enforcing policies after they are deleted [Feature:NetworkPolicy]',
    exercises: 'deletion of a policy',
    description: 'A policy is deleted, and nothing is blocked any more.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow egress access to server in CIDR block [Feature:NetworkPolicy]',
    exercises: "egress.to.ipBlock.cidr with one pod's address",
    description: 'A pod may connect to one address only.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce except clause while egress access to server in CIDR block [Feature:NetworkPolicy]',
    exercises: "egress.to.ipBlock.cidr with an except for one pod's address",
    description: 'A pod may connect to a range of addresses, but for one of them.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed [Feature:NetworkPolicy]',
    exercises: "egress.to.ipBlock.cidr that overlaps another block's except",
    description:
      'A rule leaves an address out of a range; the policy then allows that very address, and it can be reached.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policies to check ingress and egress policies can be controlled independently based on PodSelector [Feature:NetworkPolicy]',
    exercises: 'egress [{}] and ingress [] on the same pod',
    description: 'What goes out of a pod and what comes in are allowed and denied apart from each other.',
  },
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP [Feature:NetworkPolicy]",
    exercises: 'a rule with protocol SCTP must not open TCP',
    description: 'A rule that allows SCTP does not open the same port for TCP. True also where SCTP is not supported.',
  },
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should properly isolate pods that are selected by a policy allowing SCTP, even if the plugin doesn't support SCTP [Feature:NetworkPolicy]",
    exercises: 'a pod selected by a rule with protocol SCTP is isolated for TCP',
    description: 'A pod whose only rule is about SCTP is closed for TCP. True also where SCTP is not supported.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should not allow access by TCP when a policy specifies only UDP [Feature:NetworkPolicy]',
    exercises: 'a rule with protocol UDP must not open TCP',
    description: 'A rule that allows UDP does not open the same port for TCP.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic based on NamespaceSelector with MatchLabels using default ns label [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector on the label kubernetes.io/metadata.name',
    description: 'A pod takes connections from one namespace only, named by the label that Kubernetes gives it.',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions using default ns label [Feature:NetworkPolicy]',
    exercises: 'egress.to.namespaceSelector NotIn on the label kubernetes.io/metadata.name',
    description: 'A pod may connect to all namespaces but one, named by the label that Kubernetes gives it.',
  },
  {
    name: "[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules, UDP traffic',
    description: 'A policy without rules closes all pods of a namespace to incoming UDP.',
  },
  {
    name: '[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol UDP and a number',
    description: 'A pod takes UDP from one namespace, and on one port only.',
  },
  {
    name: '[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), UDP traffic',
    description: 'A pod takes UDP from one pod of one other namespace only.',
  },
  {
    name: "[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules, SCTP traffic',
    description: 'A policy without rules closes all pods of a namespace to incoming SCTP.',
    onlyIn: ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
  },
  {
    name: "[sig-network] Netpol [Feature:SCTPConnectivity][LinuxOnly] NetworkPolicy between server and client using SCTP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules, SCTP traffic',
    description: 'A policy without rules closes all pods of a namespace to incoming SCTP.',
    onlyIn: ['1.28'],
  },
  {
    name: '[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol SCTP and a number',
    description: 'A pod takes SCTP from one namespace, and on one port only.',
    onlyIn: ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
  },
  {
    name: '[sig-network] Netpol [Feature:SCTPConnectivity][LinuxOnly] NetworkPolicy between server and client using SCTP should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol SCTP and a number',
    description: 'A pod takes SCTP from one namespace, and on one port only.',
    onlyIn: ['1.28'],
  },
  {
    name: '[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), SCTP traffic',
    description: 'A pod takes SCTP from one pod of one other namespace only.',
    onlyIn: ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
  },
  {
    name: '[sig-network] Netpol [Feature:SCTPConnectivity][LinuxOnly] NetworkPolicy between server and client using SCTP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), SCTP traffic',
    description: 'A pod takes SCTP from one pod of one other namespace only.',
    onlyIn: ['1.28'],
  },
  {
    name: '[sig-network] Netpol API should support creating NetworkPolicy API operations',
    exercises: 'create, get, list, watch, update, patch and delete of networkpolicies',
    description: 'The API stores NetworkPolicies, lists, watches, changes and deletes them.',
  },
  {
    name: '[sig-network] Netpol API should support creating NetworkPolicy API with endport field',
    exercises: 'validation of ports.endPort (no traffic)',
    description: 'The API refuses ranges of ports that cannot be, and stores those that can.',
  },
];
