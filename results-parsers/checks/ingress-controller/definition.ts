import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { INGRESS } from './facts.ts';

export const ingressControllerDefinition: CheckDefinition = {
  id: INGRESS,
  clause: 'ingress',
  level: 'SHOULD',
  question: 'Does a default IngressClass have a controller that routes as the Ingress API says?',
  phase: 'after-specs',
  motivation:
    'A class that exists and a controller that does nothing look alike until somebody deploys; and what one controller routes another may not.',
  does: [
    'Reads which IngressClasses there are and which is the default one, and asks by a dry run which class an Ingress without one would get.',
    'Makes two pods that answer with their names, with a Service each, and an Ingress of the default class (of the first one if not one is the default) with rules for hosts below a name of its own that ends in .invalid: no request of others is touched, and no rule is without a host.',
    'Waits until the controller says at which address the Ingress can be reached.',
    'Sends requests to that address, or to the Service that has it: hosts exact and with a wildcard, paths of type Exact and Prefix with their corner cases, ports by number and by name, TLS with a certificate of its own.',
    'Makes an Ingress of a class that no controller owns, which must get neither an address nor a route.',
    'Notes which parts of the Gateway API there are. Nothing follows from that in this version of the standard.',
  ],
  needs: [
    'Permission to list IngressClasses and to make Ingresses, Services and secrets in namespaces of its own.',
    'A way from the pod of the plugin to the address of the controller.',
  ],
  remediation:
    'Offer a managed Ingress controller, mark its class as the default one, and declare it if it is an option that is not installed.',
  budgetSeconds: 420,
};
