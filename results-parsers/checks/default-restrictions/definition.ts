import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { DEFAULT_RESTRICTIONS } from './facts.ts';

export const defaultRestrictionsDefinition: CheckDefinition = {
  id: DEFAULT_RESTRICTIONS,
  clause: 'default-restrictions',
  level: 'MAY',
  question: 'Are networking restrictions in force in a namespace that nobody has configured?',
  phase: 'before-specs',
  motivation:
    'Users must know whether everybody can reach what they deploy until they restrict it. And anyone who judges the cluster must know it first: default restrictions make the NetworkPolicy specs of Kubernetes fail, whatever the network plugin does.',
  does: [
    'Reads which policy operators and kinds of policies the cluster serves, and which cluster-wide policies exist.',
    'Makes two namespaces with only those labels that every run sets, with pods that serve and connect.',
    'Looks for policies that appear in these namespaces on their own, and for who made them.',
    'Connects within a namespace and between the two, by TCP and UDP, and to cluster DNS and the API server; outside the cluster, only to targets that SCS_OUTSIDE_TARGETS names.',
    "If something is blocked or a policy appeared, does the same in two namespaces with the labels that Kubernetes' own specs use. If these are restricted, too, or get policies that allow traffic, the specs would prove nothing, so they are not run.",
  ],
  needs: ['Permission to list policies of all kinds; the answer names what cannot be listed.'],
  remediation:
    'Nothing: the standard leaves this to the provider. If the specs were not run because of default restrictions, exempt namespaces with the label e2e-run from them while the plugin runs.',
  budgetSeconds: 180,
};
