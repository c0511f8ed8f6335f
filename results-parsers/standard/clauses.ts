import * as z from 'zod';

export const ClauseId = z.enum(['network-policy', 'admin-network-policy', 'ingress', 'default-restrictions']);
export type ClauseId = z.infer<typeof ClauseId>;

export const Level = z.enum(['MUST', 'SHOULD', 'MAY']);
export type Level = z.infer<typeof Level>;

export type Clause = {
  id: ClauseId;
  level: Level;
  title: string;
  /** The decision as the standard words it. */
  decision: string;
};

export const standard = {
  id: 'scs-0219-v1',
  title: 'KaaS Networking Standard',
} as const;

/** The standard's decisions, in its order. */
export const clauses: readonly Clause[] = [
  {
    id: 'network-policy',
    level: 'MUST',
    title: 'NetworkPolicy is fully supported',
    decision:
      'CSPs MUST provide a network plugin that fully supports NetworkPolicy resources in the API version networking.k8s.io/v1.',
  },
  {
    id: 'admin-network-policy',
    level: 'SHOULD',
    title: 'AdminNetworkPolicy is supported or being worked on',
    decision:
      'CSPs SHOULD provide a network plugin that supports or is working on support for the AdminNetworkPolicy and BaselineAdminNetworkPolicy resources of the policy.networking.k8s.io API group, in their latest version, up to v1.',
  },
  {
    id: 'ingress',
    level: 'SHOULD',
    title: 'A managed Ingress controller is offered',
    decision:
      'CSPs SHOULD offer the option for a managed, networking.k8s.io/v1-compliant Ingress controller and a default IngressClass resource for this controller.',
  },
  {
    id: 'default-restrictions',
    level: 'MAY',
    title: 'Default networking restrictions are in place',
    decision:
      'CSPs MAY add default networking restrictions, using either networking.k8s.io/v1-compliant NetworkPolicy resources with a policy operator, or alternatively any cluster-wide network policy extensions provided by the CNI plugin.',
  },
];
