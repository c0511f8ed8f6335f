import type { Component } from './component.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/cloudnativelabs/kube-router/v2';
const DIRECTORY = moduleDirectory('kube-router');

export function kubeRouterVersion(): Promise<string> {
  return requiredVersion(DIRECTORY, MODULE);
}

export async function kubeRouterComponent(): Promise<Component> {
  return {
    name: 'kube-router',
    directory: DIRECTORY,
    package: `${MODULE}/cmd/kube-router`,
    linkTimeValues: { [`${MODULE}/pkg/version.Version`]: await kubeRouterVersion() },
  };
}
