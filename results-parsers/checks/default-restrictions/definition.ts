import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { DEFAULT_RESTRICTIONS } from './facts.ts';

export const defaultRestrictionsDefinition: CheckDefinition = {
  id: DEFAULT_RESTRICTIONS,
  clause: 'default-restrictions',
  level: 'MAY',
  question: 'Are networking restrictions in force in a namespace that nobody has configured?',
  phase: 'before-specs',
  motivation:
    'Users must know whether what they deploy can be reached by everybody until they say otherwise. And whoever judges the cluster must know it first: restrictions that are there by default make the NetworkPolicy specs of Kubernetes fail, whatever the network plugin does.',
  does: [
    'Reads which policy operators and kinds of policies the cluster serves, and which policies for the whole cluster there are.',
    'Makes two namespaces without labels but those of every run, with pods that serve and connect.',
    'Looks for policies that appear in these namespaces by themselves, and for who made them.',
    'Connects within a namespace and between the two, by TCP and by UDP, to cluster DNS and to the API server; to nothing outside the cluster unless SCS_OUTSIDE_TARGETS names it.',
    "If something is blocked or appeared, does the same in two namespaces with the labels that Kubernetes' own specs give theirs. If these are restricted, too, the specs would prove nothing, so they are not run.",
  ],
  needs: ['Permission to list policies of all kinds; what cannot be listed is said.'],
  remediation:
    'None: the standard leaves it to the provider. If the specs were not run because of them, let the defaults leave out namespaces with the label e2e-run while the plugin runs.',
  budgetSeconds: 180,
};
