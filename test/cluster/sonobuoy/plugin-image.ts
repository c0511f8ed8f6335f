import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { load as parseYaml } from 'js-yaml';
import * as z from 'zod';
import { buildah, inBuildDirectory } from '../builds/image-build.ts';
import { importOnEach } from '../lifecycle/load.ts';
import type { ClusterState } from '../state/state.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MANIFEST = join(ROOT, 'plugin/scs-networking.yaml');
const BASE = 'localhost/node:24';

const Manifest = z.object({
  podSpec: z.object({ initContainers: z.array(z.object({ image: z.string() })).length(1) }),
});

/** The name of our image in the manifest, which has it in only one place. */
export async function imageReference(): Promise<string> {
  const [container] = Manifest.parse(parseYaml(await readFile(MANIFEST, 'utf8'))).podSpec.initContainers;
  return container?.image ?? '';
}

/** Builds the plugin's image from docker/Dockerfile and dist/, without a registry, and imports it into the cluster. */
export async function loadPluginImage(state: ClusterState, say: (line: string) => void): Promise<void> {
  const reference = await imageReference();
  say(`build image ${reference} from docker/Dockerfile and import it`);
  await inBuildDirectory(async (directory) => {
    await buildPluginImage(directory, reference);
    const archive = join(directory, 'image.tar');
    await buildah(directory, ['push', reference, `docker-archive:${archive}:${reference}`]);
    await importOnEach(state, archive);
  });
}

/** Builds the plugin's image in buildah's storage in this directory. */
export async function buildPluginImage(directory: string, reference: string): Promise<void> {
  await buildNodeImage(directory);
  const args = ['--build-arg', `NODE_IMAGE=${BASE}`, '--build-arg', 'BUNDLE=prebuilt'];
  const files = [
    '--file',
    join(ROOT, 'docker/Dockerfile'),
    '--ignorefile',
    join(ROOT, 'docker/Dockerfile.dockerignore'),
  ];
  await buildah(directory, ['bud', '--quiet', ...args, ...files, '--tag', reference, ROOT]);
}

/** Builds an image with the running node binary and its libraries, instead of using a public one. */
async function buildNodeImage(storage: string): Promise<void> {
  const context = join(storage, 'node');
  const libraries = (await execa('ldd', [process.execPath])).stdout.match(/\/\S+/g) ?? [];
  for (const [from, to] of [[process.execPath, '/usr/local/bin/node'], ...libraries.map((path) => [path, path])]) {
    if (from !== undefined && to !== undefined) {
      await mkdir(dirname(join(context, 'files', to)), { recursive: true });
      await copyFile(from, join(context, 'files', to));
    }
  }
  await writeFile(join(context, 'Containerfile'), 'FROM scratch\nCOPY files/ /\n');
  await buildah(storage, ['bud', '--quiet', '--tag', BASE, context]);
}
