import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Component } from './component.ts';
import { moduleSources } from './module-sources.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/kyverno/kyverno';
const DIRECTORY = moduleDirectory('kyverno');

/** The two programs for policies that generate, change or refuse, under their names in Kyverno's images. */
export const ADMISSION_CONTROLLER = 'kyverno';
/** The API server writes this name into what it generates. */
export const BACKGROUND_CONTROLLER = 'background-controller';

/** Kyverno's version, with `v`. */
export function kyvernoVersion(): Promise<string> {
  return requiredVersion(DIRECTORY, MODULE);
}

/** The admission controller and the background controller. */
export async function kyvernoComponents(): Promise<Component[]> {
  const linkTimeValues = { [`${MODULE}/pkg/version.BuildVersion`]: await kyvernoVersion() };
  return [
    { name: ADMISSION_CONTROLLER, directory: DIRECTORY, package: `${MODULE}/cmd/kyverno`, linkTimeValues },
    {
      name: `kyverno-${BACKGROUND_CONTROLLER}`,
      calledAs: [BACKGROUND_CONTROLLER],
      directory: DIRECTORY,
      package: `${MODULE}/cmd/background-controller`,
      linkTimeValues,
    },
  ];
}

/** Objects that lead to pods, which the test cluster cannot run, because there is no registry. */
const IN_PODS = /^kind: (?:Deployment|Service)$/m;

/** The manifests with which people install Kyverno, except for what runs in pods: definitions, settings, accounts and their rights. */
export async function kyvernoManifests(): Promise<string> {
  const text = await readFile(
    join(await moduleSources(DIRECTORY, MODULE), 'config/install-latest-testing.yaml'),
    'utf8',
  );
  return text
    .split(/^---$/m)
    .filter((document) => !IN_PODS.test(document))
    .join('---');
}
