/** A spec of the catalogue. */
export type CatalogueSpec = {
  /** Its full Ginkgo name, without `[It] `. */
  name: string;
  /** The part of the NetworkPolicy API that it exercises. */
  exercises: string;
  /** The minors whose e2e binaries have it under this name; undefined: all. */
  onlyIn?: readonly string[];
};

/** The Kubernetes minors whose specs are known. */
export const catalogueMinors: readonly string[] = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];

/**
 * Every spec of test/e2e/network/netpol in the Kubernetes sources, under the names that `e2e.test --list-tests` prints.
 * Within a minor the names never changed.
 */
export const catalogueSpecs: readonly CatalogueSpec[] = [
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules',
  },
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
    exercises: 'policyTypes [Ingress, Egress] without rules',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic from pods within server namespace based on PodSelector [Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector with matchLabels, same namespace only',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow ingress traffic for a target [Feature:NetworkPolicy]',
    exercises: 'deny-all and an additive allow from podSelector {} with namespaceSelector {}',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow ingress traffic from pods in all namespaces [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector {}',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic only from a different namespace, based on NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector with matchLabels',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector with MatchExpressions [Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector with matchExpressions In',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector with matchExpressions In',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector or NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'two peers in ingress.from (OR), namespaceSelector NotIn',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), NotIn and matchLabels',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on Multiple PodSelectors and NamespaceSelectors [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), NotIn and In',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on any PodSelectors [Feature:NetworkPolicy]',
    exercises: 'two podSelector peers in ingress.from (OR)',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), matchLabels',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a number, and namespaceSelector',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce multiple, stacked policies with overlapping podSelectors [Feature:NetworkPolicy]',
    exercises: 'union of several policies on one pod, ports 80 and 81',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should support allow-all policy [Feature:NetworkPolicy]',
    exercises: 'ingress [{}]: allow all',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access on one named port [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a named port, protocol defaulted',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from namespace on one named port [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with a named port, and namespaceSelector',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow egress access on one named port [Feature:NetworkPolicy]',
    exercises: 'egress.ports with a named port, no egress.to',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce updated policy [Feature:NetworkPolicy]',
    exercises: 'update of a policy from allow-all to deny-all',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated namespace [Feature:NetworkPolicy]',
    exercises: 'a label added to a namespace that namespaceSelector selects',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated pod [Feature:NetworkPolicy]',
    exercises: 'a label added to a peer pod that podSelector selects',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny ingress from pods on other namespaces [Feature:NetworkPolicy]',
    exercises: 'ingress.from.podSelector {}: same namespace only',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny ingress access to updated pod [Feature:NetworkPolicy]',
    exercises: 'a label added to a pod, which then is isolated',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny egress from pods based on PodSelector [Feature:NetworkPolicy]',
    exercises: 'egress [] for the pods of a podSelector',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should deny egress from all pods in a namespace [Feature:NetworkPolicy]',
    exercises: 'egress [] for all pods of a namespace',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should work with Ingress, Egress specified together [Feature:NetworkPolicy]',
    exercises: 'policyTypes [Ingress, Egress] in one policy, egress.ports with a number',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should support denying of egress traffic on the client side (even if the server explicitly allows this traffic) [Feature:NetworkPolicy]',
    exercises: "egress denied at the client although the server's ingress allows it",
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce egress policy allowing traffic to a server in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'egress.to with podSelector and namespaceSelector (AND)',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol TCP and no port',
    onlyIn: ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol [Feature:NetworkPolicy] [Feature:UDP]',
    exercises: 'ingress.ports with protocol TCP and no port',
    onlyIn: ['1.30'],
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce multiple ingress policies with ingress allow-all policy taking precedence [Feature:NetworkPolicy]',
    exercises: 'union of ingress policies, one of which allows all',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce multiple egress policies with egress allow-all policy taking precedence [Feature:NetworkPolicy]',
    exercises: 'union of egress policies, one of which allows all',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should stop enforcing policies after they are deleted [Feature:NetworkPolicy]',
    exercises: 'deletion of a policy',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should allow egress access to server in CIDR block [Feature:NetworkPolicy]',
    exercises: "egress.to.ipBlock.cidr with one pod's address",
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce except clause while egress access to server in CIDR block [Feature:NetworkPolicy]',
    exercises: "egress.to.ipBlock.cidr with an except for one pod's address",
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed [Feature:NetworkPolicy]',
    exercises: "egress.to.ipBlock.cidr that overlaps another block's except",
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policies to check ingress and egress policies can be controlled independently based on PodSelector [Feature:NetworkPolicy]',
    exercises: 'egress [{}] and ingress [] on the same pod',
  },
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP [Feature:NetworkPolicy]",
    exercises: 'a rule with protocol SCTP must not open TCP',
  },
  {
    name: "[sig-network] Netpol NetworkPolicy between server and client should properly isolate pods that are selected by a policy allowing SCTP, even if the plugin doesn't support SCTP [Feature:NetworkPolicy]",
    exercises: 'a pod selected by a rule with protocol SCTP is isolated for TCP',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should not allow access by TCP when a policy specifies only UDP [Feature:NetworkPolicy]',
    exercises: 'a rule with protocol UDP must not open TCP',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy to allow traffic based on NamespaceSelector with MatchLabels using default ns label [Feature:NetworkPolicy]',
    exercises: 'ingress.from.namespaceSelector on the label kubernetes.io/metadata.name',
  },
  {
    name: '[sig-network] Netpol NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions using default ns label [Feature:NetworkPolicy]',
    exercises: 'egress.to.namespaceSelector NotIn on the label kubernetes.io/metadata.name',
  },
  {
    name: "[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules, UDP traffic',
  },
  {
    name: '[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol UDP and a number',
  },
  {
    name: '[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), UDP traffic',
  },
  {
    name: "[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    exercises: 'podSelector {} with policyTypes [Ingress] and no rules, SCTP traffic',
  },
  {
    name: '[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should enforce policy based on Ports [Feature:NetworkPolicy]',
    exercises: 'ingress.ports with protocol SCTP and a number',
  },
  {
    name: '[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector [Feature:NetworkPolicy]',
    exercises: 'one peer of podSelector and namespaceSelector (AND), SCTP traffic',
  },
  {
    name: '[sig-network] Netpol API should support creating NetworkPolicy API operations',
    exercises: 'create, get, list, watch, update, patch and delete of networkpolicies',
  },
  {
    name: '[sig-network] Netpol API should support creating NetworkPolicy API with endport field',
    exercises: 'validation of ports.endPort (no traffic)',
  },
];
