import { join } from 'node:path';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { exists } from '../builds/cached-artifact.ts';
import { inBuildDirectory } from '../builds/image-build.ts';
import { nodesOf } from '../nodes/nodes.ts';
import { importImage } from '../nodes/worker.ts';
import { clusterLayout } from '../state/layout.ts';
import { type ClusterState, readState } from '../state/state.ts';

/** Imports an image into a running cluster: a docker archive, or an image in the storage of buildah and podman by its name. */
export async function load(name: string, image: string): Promise<void> {
  const state = await readState(clusterLayout(name));
  if (await exists(image)) {
    await importOnEach(state, image);
    return;
  }
  await inBuildDirectory(async (directory) => {
    const path = join(directory, 'image.tar');
    try {
      await execa('buildah', ['push', image, `docker-archive:${path}:${image}`]);
    } catch (cause) {
      const expected =
        'expected a docker archive, or the name of an image that buildah or podman has built on this machine';
      throw new ScsNetworkingError('USAGE', `${expected}, found neither: ${image}`, { cause });
    }
    await importOnEach(state, path);
  });
}

/** Imports a docker archive into each of a running cluster's nodes. */
export async function importOnEach(state: ClusterState, path: string): Promise<void> {
  await Promise.all(nodesOf(state).map((node) => importImage(node, { path })));
}
