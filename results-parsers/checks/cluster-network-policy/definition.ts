import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { CLUSTER_NETWORK_POLICY } from '../admin-tiers/facts.ts';
import { tierSteps } from '../admin-tiers/tier-steps.ts';

export const clusterNetworkPolicyDefinition: CheckDefinition = {
  id: CLUSTER_NETWORK_POLICY,
  clause: 'admin-network-policy',
  level: 'SHOULD',
  phase: 'after-specs',
  question: 'Are ClusterNetworkPolicies (policy.networking.k8s.io) enforced, in both of their tiers?',
  motivation:
    'ClusterNetworkPolicy is the latest version of what the standard calls AdminNetworkPolicy and BaselineAdminNetworkPolicy: since version 0.2 of the Network Policy API one kind serves both, as its tiers Admin and Baseline. Administrators who write such a policy rely on it. If the kind exists and nothing enforces it, they believe they are protected, and are not.',
  does: [
    'Asks in which versions the API server has ClusterNetworkPolicy, uses the newest that the check knows (v1beta1, otherwise v1alpha2), which the answer names, and reads which priorities are in use.',
    ...tierSteps,
  ],
  needs: ['Permission to make and delete ClusterNetworkPolicies.'],
  remediation:
    'Enable them in the network plugin, or use one that enforces them. If the definition was installed and nothing enforces it, remove it: a policy that does nothing is worse than none.',
  budgetSeconds: 420,
};
