import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Steps } from '../progress/steps.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import type { ClusterLayout } from '../state/layout.ts';
import { buildSideBySide } from './build-side-by-side.ts';
import { exists } from './cached-artifact.ts';
import { components } from './components.ts';
import { ensurePackages } from './debian-packages.ts';
import { buildBatch, buildBatches, type CachedBinary, goVersion, isBuilt, locateBinary } from './go-build.ts';
import { buildImage, type CachedImage, isImageBuilt, locateImage } from './image-build.ts';
import { imageRecipes } from './images.ts';
import { type KubernetesVersion, readKubernetesVersion } from './kubernetes-version.ts';
import { readSonobuoyVersion } from './sonobuoy-version.ts';
import { TESTED_SONOBUOY } from './tested-versions.ts';

/** All parts of a cluster, in the cache. */
export interface Parts {
  readonly kubernetes: KubernetesVersion;
  readonly binaries: readonly CachedBinary[];
  readonly images: readonly CachedImage[];
}

/** The options that decide which binaries a cluster needs. */
export type Buildable = Pick<ClusterOptions, 'kubernetes' | 'sonobuoy' | 'engine' | 'ingress' | 'defaultPolicies'>;

/** The binaries of a cluster with their paths in the cache, whether they exist or not. */
async function locateBinaries({ kubernetes, sonobuoy = TESTED_SONOBUOY, ...additions }: Buildable) {
  const versions = {
    kubernetes: await readKubernetesVersion(kubernetes),
    sonobuoy: await readSonobuoyVersion(sonobuoy),
  };
  const toolchain = await goVersion();
  const wanted = await components(versions.kubernetes, versions.sonobuoy, additions);
  return { ...versions, binaries: await Promise.all(wanted.map((component) => locateBinary(component, toolchain))) };
}

/** Whether the cache has every binary of a cluster. */
export async function areBuilt(options: Buildable): Promise<boolean> {
  const { binaries } = await locateBinaries(options);
  return (await withoutBuilt(binaries, isBuilt)).length === 0;
}

/** Builds the parts that the cache does not have yet. */
export async function buildParts(options: Buildable, say: (line: string) => void): Promise<Parts> {
  await ensurePackages(options.engine, say);
  const { kubernetes, sonobuoy, binaries } = await locateBinaries(options);
  const recipes = await imageRecipes(kubernetes, sonobuoy);
  const images = await Promise.all(recipes.map((recipe) => locateImage(recipe, binaries)));

  const missingBinaries = await withoutBuilt(binaries, isBuilt);
  const missingImages = await withoutBuilt(images, isImageBuilt);
  const steps = new Steps(buildBatches(missingBinaries).length + missingImages.length, say);
  await buildSideBySide(missingBinaries, (batch) => {
    const names = batch.map(({ component }) => component.name).join(', ');
    return steps.run(`build ${names}`, () => buildBatch(batch));
  });
  for (const image of missingImages) {
    await steps.run(`build image ${image.recipe.reference}`, () => buildImage(image, binaries));
  }
  return { kubernetes, binaries, images };
}

async function withoutBuilt<T>(all: readonly T[], built: (one: T) => Promise<boolean>): Promise<T[]> {
  const there = await Promise.all(all.map(built));
  return all.filter((_, index) => !there[index]);
}

/** Puts a cluster's binaries, by their names, where its daemons and commands find them. */
export async function placeBinaries(layout: ClusterLayout, binaries: readonly CachedBinary[]): Promise<void> {
  for (const { component, path } of binaries) {
    for (const name of component.calledAs ?? [component.name]) {
      const place = join(layout.bin, name);
      if (!(await exists(place))) await symlink(path, place);
    }
  }
}
