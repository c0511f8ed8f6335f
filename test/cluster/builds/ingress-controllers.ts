import type { Ingress } from '../state/state.ts';
import type { Component } from './component.ts';
import { haproxyIngressComponent, haproxyIngressVersion } from './haproxy-ingress.ts';
import { skipperComponent, skipperVersion } from './skipper.ts';
import { traefikComponent, traefikVersion } from './traefik.ts';

type Controller = Exclude<Ingress['controller'], 'none'>;

/** The component from which an Ingress controller is built. */
export async function controllerComponent(controller: Controller): Promise<Component> {
  switch (controller) {
    case 'haproxy':
      return haproxyIngressComponent;
    case 'skipper':
      return skipperComponent;
    case 'traefik':
      return traefikComponent();
    default:
      return controller satisfies never;
  }
}

/** The version of an Ingress controller, with `v`. */
export async function controllerVersion(controller: Controller): Promise<string> {
  switch (controller) {
    case 'haproxy':
      return haproxyIngressVersion();
    case 'skipper':
      return skipperVersion();
    case 'traefik':
      return traefikVersion();
    default:
      return controller satisfies never;
  }
}
