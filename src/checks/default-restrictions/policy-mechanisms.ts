/** Kinds of a group whose objects restrict traffic. */
interface PolicyKinds {
  /** Kinds whose objects apply to their own namespace. */
  readonly namespaced: readonly string[];
  /** Kinds whose objects can apply to every namespace. */
  readonly clusterWide: readonly string[];
}

/** Something that can restrict the traffic of new namespaces, known by the API group that it serves. */
export interface PolicyMechanism {
  readonly name: string;
  readonly group: string;
  /** Empty lists: it restricts nothing itself, but creates or demands objects that do. */
  readonly kinds: PolicyKinds;
}

const NONE: PolicyKinds = { namespaced: [], clusterWide: [] };

/** A served group is only a hint: what counts is what appears in new namespaces, and what is blocked there. */
export const policyMechanisms: readonly PolicyMechanism[] = [
  {
    name: 'Kubernetes NetworkPolicy',
    group: 'networking.k8s.io',
    kinds: { namespaced: ['networkpolicies'], clusterWide: [] },
  },
  {
    name: 'Network Policy API',
    group: 'policy.networking.k8s.io',
    kinds: {
      namespaced: [],
      clusterWide: ['adminnetworkpolicies', 'baselineadminnetworkpolicies', 'clusternetworkpolicies'],
    },
  },
  {
    name: 'Cilium',
    group: 'cilium.io',
    kinds: { namespaced: ['ciliumnetworkpolicies'], clusterWide: ['ciliumclusterwidenetworkpolicies'] },
  },
  // Calico serves one of the two; staged policies are not enforced.
  {
    name: 'Calico',
    group: 'crd.projectcalico.org',
    kinds: { namespaced: ['networkpolicies'], clusterWide: ['globalnetworkpolicies'] },
  },
  {
    name: 'Calico',
    group: 'projectcalico.org',
    kinds: { namespaced: ['networkpolicies'], clusterWide: ['globalnetworkpolicies'] },
  },
  {
    name: 'Antrea',
    group: 'crd.antrea.io',
    kinds: { namespaced: ['networkpolicies'], clusterWide: ['clusternetworkpolicies'] },
  },
  { name: 'OVN-Kubernetes', group: 'k8s.ovn.org', kinds: { namespaced: ['egressfirewalls'], clusterWide: [] } },
  { name: 'Istio', group: 'security.istio.io', kinds: { namespaced: ['authorizationpolicies'], clusterWide: [] } },
  { name: 'Linkerd', group: 'policy.linkerd.io', kinds: { namespaced: ['authorizationpolicies'], clusterWide: [] } },
  { name: 'Kyverno', group: 'kyverno.io', kinds: NONE },
  { name: 'Kyverno', group: 'policies.kyverno.io', kinds: NONE },
  { name: 'OPA Gatekeeper', group: 'templates.gatekeeper.sh', kinds: NONE },
  { name: 'Kubewarden', group: 'policies.kubewarden.io', kinds: NONE },
  { name: 'jsPolicy', group: 'policy.jspolicy.com', kinds: NONE },
  { name: 'Capsule', group: 'capsule.clastix.io', kinds: NONE },
  { name: 'Hierarchical Namespaces', group: 'hnc.x-k8s.io', kinds: NONE },
  { name: 'Rancher', group: 'management.cattle.io', kinds: NONE },
];
