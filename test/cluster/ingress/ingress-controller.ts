import { kubectl } from '../control-plane/kubectl.ts';
import type { Node } from '../machine/daemon.ts';
import { type AddressFamilies, controlPlaneAddress } from '../state/network.ts';
import type { Ingress } from '../state/state.ts';
import { haproxyIngress } from './haproxy-ingress.ts';
import type { RunnableController } from './runnable-controller.ts';
import { skipper } from './skipper.ts';
import { traefik } from './traefik.ts';

const controllers: Readonly<Record<Exclude<Ingress['controller'], 'none'>, RunnableController>> = {
  haproxy: haproxyIngress,
  skipper,
  traefik,
};

const ingressClass = ({ className, controllerName }: RunnableController, isDefault: boolean) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: className, annotations: { 'ingressclass.kubernetes.io/is-default-class': String(isDefault) } },
  spec: { controller: controllerName },
});

/** Switches the node's address to an Ingress controller with its class, or to none, whichever it had before. */
export async function switchIngress(node: Node, { controller, as, options = [] }: Ingress): Promise<void> {
  for (const each of Object.values(controllers)) {
    await each.stop(node);
    await kubectl(node, ['delete', 'ingressclass', each.className, '--ignore-not-found']);
  }
  if (controller === 'none') return;
  const chosen = controllers[controller];
  const object = JSON.stringify(ingressClass(chosen, as !== 'other'));
  await kubectl(node, ['apply', '--server-side', '--filename', '-'], object);
  await chosen.start(node, published(as, node.families), options);
}

/** The address that its Ingresses report; null: none. */
function published(as: Ingress['as'], families: AddressFamilies): string | null {
  switch (as) {
    case 'default':
    case 'other':
      return controlPlaneAddress(families);
    case 'without-status':
      return null;
    case 'unreachable':
      return families[0].gateway;
    default:
      return as satisfies never;
  }
}
