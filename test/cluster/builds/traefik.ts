import type { Component } from './component.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/traefik/traefik/v3';
const DIRECTORY = moduleDirectory('traefik');

/** Traefik's version, with `v`. */
export function traefikVersion(): Promise<string> {
  return requiredVersion(DIRECTORY, MODULE);
}

/** Traefik, which is one program. */
export async function traefikComponent(): Promise<Component> {
  const linkTimeValues = { [`${MODULE}/pkg/version.Version`]: (await traefikVersion()).slice(1) };
  return { name: 'traefik', directory: DIRECTORY, package: `${MODULE}/cmd/traefik`, linkTimeValues };
}
