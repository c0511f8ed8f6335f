/** What both checks of the policies for administrators do, in words. */
export const tierSteps: readonly string[] = [
  'Makes two namespaces with pods that serve and connect. Every policy that it makes applies to pods of these namespaces alone.',
  'Admin tier: a policy that denies blocks TCP and UDP; one of higher precedence that allows opens it again, also against a NetworkPolicy that denies; one that passes it on leaves the decision to NetworkPolicies, to allow or to deny; a policy that denies outgoing traffic blocks it; after deletion all is open.',
  'Baseline tier: a policy that denies blocks TCP and UDP; a NetworkPolicy that allows overrides it; after deletion all is open.',
  'If nothing that was denied is blocked, a plain NetworkPolicy in the same place shows whether the cluster is slow or broken, or just does not enforce these policies.',
];
