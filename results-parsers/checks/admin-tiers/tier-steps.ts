/** What both checks of the admin network policies do, in words. */
export const tierSteps: readonly string[] = [
  'Makes two namespaces with pods that serve and connect. Every policy that the check makes applies only to pods of these namespaces.',
  'Admin tier: a policy that denies blocks TCP and UDP; a policy of higher precedence that allows opens them again, even against a NetworkPolicy that denies; a policy that passes leaves the decision to NetworkPolicies, which can allow or deny; a policy that denies outgoing traffic blocks it; after deletion everything is open.',
  'Baseline tier: a policy that denies blocks TCP and UDP; a NetworkPolicy that allows overrides it; after deletion everything is open.',
  'If nothing that was denied is blocked, a plain NetworkPolicy in the same place shows whether the cluster is slow or broken, or merely does not enforce these policies.',
];
