import type { Component } from './component.ts';
import { moduleSources } from './module-sources.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/jcmoraisjr/haproxy-ingress';
const DIRECTORY = moduleDirectory('haproxy-ingress');

/** The controller's version, with `v`. */
export function haproxyIngressVersion(): Promise<string> {
  return requiredVersion(DIRECTORY, MODULE);
}

/** The controller; HAProxy itself comes from Debian. */
export const haproxyIngressComponent: Component = {
  name: 'haproxy-ingress',
  directory: DIRECTORY,
  package: `${MODULE}/pkg`,
  linkTimeValues: {},
};

/** The sources of the controller, which have its templates of HAProxy's configuration below `rootfs`. */
export function haproxyIngressSources(): Promise<string> {
  return moduleSources(DIRECTORY, MODULE);
}
