import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { ADMIN_NETWORK_POLICY } from '../admin-tiers/facts.ts';
import { tierSteps } from '../admin-tiers/tier-steps.ts';

export const adminNetworkPolicyDefinition: CheckDefinition = {
  id: ADMIN_NETWORK_POLICY,
  clause: 'admin-network-policy',
  level: 'SHOULD',
  phase: 'after-specs',
  question: 'Are AdminNetworkPolicies and BaselineAdminNetworkPolicies (policy.networking.k8s.io/v1alpha1) enforced?',
  motivation:
    'These are the kinds that the standard names. Version 0.2 of the Network Policy API has replaced them with ClusterNetworkPolicy, but some network plugins still enforce them, which also meets the text of the standard.',
  does: [
    'Asks whether the API server has the two kinds, and reads which priorities are in use and whether a BaselineAdminNetworkPolicy exists.',
    'There can be only one BaselineAdminNetworkPolicy: if it exists, it is left alone, and its tier is not tried.',
    ...tierSteps,
  ],
  needs: ['Permission to make and delete AdminNetworkPolicies and BaselineAdminNetworkPolicies.'],
  remediation:
    'Enable them in the network plugin, or better, enable ClusterNetworkPolicy, which replaces them. If the definitions were installed and nothing enforces them, remove them: a policy that does nothing is worse than none.',
  budgetSeconds: 420,
};
