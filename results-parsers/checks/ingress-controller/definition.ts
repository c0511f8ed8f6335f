import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { INGRESS } from './facts.ts';

export const ingressControllerDefinition: CheckDefinition = {
  id: INGRESS,
  clause: 'ingress',
  level: 'SHOULD',
  question: 'Does a default IngressClass have a controller that routes as the Ingress API specifies?',
  phase: 'after-specs',
  motivation:
    'An IngressClass looks the same whether or not its controller works, until somebody deploys; and one controller may route what another does not.',
  does: [
    'Reads which IngressClasses exist and which is the default, and asks by a dry run which class an Ingress without a class would get.',
    "Makes two pods that answer with their names, a Service for each, and an Ingress of the default class (or of the first class, if there is no default) with rules for hosts below its own name, which ends in .invalid: no one else's requests are affected, and no rule is without a host.",
    'Waits until the controller reports the address of the Ingress.',
    "Sends requests to that address, or to the Service that has it: exact and wildcard hosts, paths of type Exact and Prefix with their corner cases, ports by number and by name, TLS with the check's own certificate.",
    'Makes an Ingress of a class that no controller owns, which must get neither an address nor a route.',
    'Notes which parts of the Gateway API exist. Nothing follows from that in this version of the standard.',
  ],
  needs: [
    "Permission to list IngressClasses, and to make Ingresses, Services and secrets in the check's own namespaces.",
    "A network path from the plugin's pod to the controller's address.",
  ],
  remediation:
    'Offer a managed Ingress controller and make its class the default. If it is an option that is not installed here, declare it.',
  budgetSeconds: 420,
};
