import type { Component } from './component.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/zalando/skipper';
const DIRECTORY = moduleDirectory('skipper');

/** skipper's version, with `v`. */
export function skipperVersion(): Promise<string> {
  return requiredVersion(DIRECTORY, MODULE);
}

export const skipperComponent: Component = {
  name: 'skipper',
  directory: DIRECTORY,
  package: `${MODULE}/cmd/skipper`,
  linkTimeValues: {},
};
