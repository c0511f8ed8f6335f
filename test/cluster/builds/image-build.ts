import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { cacheDirectory } from '../state/layout.ts';
import { exists, keyOf, makeOnce } from './cached-artifact.ts';
import type { CachedBinary } from './go-build.ts';
import { type ImageRecipe, sourceContents } from './images.ts';

/** An image with its path in the cache: a docker archive that containerd imports. */
export interface CachedImage {
  readonly recipe: ImageRecipe;
  readonly path: string;
}

export async function locateImage(recipe: ImageRecipe, binaries: readonly CachedBinary[]): Promise<CachedImage> {
  const used = binaries.filter(({ component }) => recipe.files.some((file) => file.component === component.name));
  const key = keyOf([
    JSON.stringify({
      ...recipe,
      files: recipe.files.map(({ source: _, ...file }) => file),
      compile: recipe.compile?.to,
    }),
    ...used.map((binary) => binary.key),
    ...(await sourceContents(recipe)),
  ]);
  const name = basename(recipe.reference).replace(':', '-');
  return { recipe, path: join(cacheDirectory(), 'images', `${name}-${key}.tar`) };
}

export async function isImageBuilt(image: CachedImage): Promise<boolean> {
  return exists(image.path);
}

export async function buildImage(image: CachedImage, binaries: readonly CachedBinary[]): Promise<void> {
  await makeOnce(image.path, async (output) => {
    await inBuildDirectory(async (directory) => {
      await fillContext(directory, image.recipe, binaries);
      await writeFile(join(directory, 'Containerfile'), containerfile(image.recipe));
      await buildah(directory, ['bud', '--quiet', '--tag', image.recipe.reference, directory]);
      await buildah(directory, ['push', image.recipe.reference, `docker-archive:${output}:${image.recipe.reference}`]);
    });
  });
}

function containerfile(recipe: ImageRecipe): string {
  return ['FROM scratch', 'COPY files/ /', ...recipe.config, ''].join('\n');
}

async function fillContext(directory: string, recipe: ImageRecipe, binaries: readonly CachedBinary[]): Promise<void> {
  const inContext = (path: string) => join(directory, 'files', path);
  const install = async (from: string, to: string, mode: string) => {
    await mkdir(dirname(inContext(to)), { recursive: true });
    await copyFile(from, inContext(to));
    await execa('chmod', [mode, inContext(to)]);
  };
  await mkdir(join(directory, 'files'));
  for (const { path, mode } of recipe.directories ?? []) {
    await mkdir(inContext(path), { recursive: true });
    await execa('chmod', [mode, inContext(path)]);
  }
  for (const file of recipe.files) {
    const from = file.source ?? binaries.find(({ component }) => component.name === file.component)?.path;
    if (from === undefined) {
      throw new ScsNetworkingError(
        'TOOL_FAILED',
        `expected a binary for ${file.to} of ${recipe.reference}, found none`,
      );
    }
    await install(from, file.to, file.mode);
  }
  if (recipe.compile) {
    const { source, to, defines } = recipe.compile;
    await mkdir(dirname(inContext(to)), { recursive: true });
    await execa('gcc', ['-Os', '-static', ...defines.map((define) => `-D${define}`), '-o', inContext(to), source]);
  }
}

/** A directory for one build, with buildah's own storage in it, so that nothing of a build stays on the machine. */
export async function inBuildDirectory(build: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-image-'));
  try {
    await build(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Runs buildah without a daemon, a registry or a container runtime. */
export async function buildah(storage: string, args: readonly string[]): Promise<string> {
  const global = ['--root', join(storage, '.storage'), '--runroot', join(storage, '.run'), '--storage-driver', 'vfs'];
  try {
    const { stdout } = await execa('buildah', [...global, ...args], { env: { BUILDAH_ISOLATION: 'chroot' } });
    return stdout;
  } catch (cause) {
    throw new ScsNetworkingError('TOOL_FAILED', `expected buildah ${args[0]} to work`, { cause });
  }
}
