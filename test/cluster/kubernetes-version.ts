import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/errors.ts';

const MODULES = join(import.meta.dirname, 'modules');

/** Directory of the pins (go.mod, go.sum) of a set of tools. */
export function moduleDirectory(...path: string[]): string {
  return join(MODULES, ...path);
}

const TestImages = z.strictObject({ agnhost: z.string(), pause: z.string() });

/** A Kubernetes version that the test cluster can run: all of it is data in one directory of pins. */
export interface KubernetesVersion {
  readonly minor: string;
  /** With `v`, as the API server reports it. */
  readonly version: string;
  readonly directory: string;
  /** Tags of the images that this version's e2e specs and kubelet use. */
  readonly images: z.infer<typeof TestImages>;
}

/** The minor versions that the test cluster has pins for, the oldest first. */
export async function pinnedMinors(): Promise<string[]> {
  return (await readdir(moduleDirectory('kubernetes'))).sort();
}

export async function readKubernetesVersion(minor: string): Promise<KubernetesVersion> {
  const known = await pinnedMinors();
  if (!known.includes(minor)) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected a Kubernetes version that the test cluster has pins for (${known.join(', ')}), found ${minor}; ` +
        'a further version is one directory in test/cluster/modules/kubernetes',
    );
  }
  const directory = moduleDirectory('kubernetes', minor);
  const version = await requiredVersion(directory, 'k8s.io/kubernetes');
  const images = TestImages.parse(JSON.parse(await readFile(join(directory, 'images.json'), 'utf8')));
  return { minor, version, directory, images };
}

/** The version of a module that a directory's go.mod requires. */
export async function requiredVersion(directory: string, module: string): Promise<string> {
  const goMod = await readFile(join(directory, 'go.mod'), 'utf8');
  for (const line of goMod.split('\n')) {
    const words = line
      .trim()
      .replace(/^require /, '')
      .split(' ');
    if (words[0] === module && words[1]?.startsWith('v')) {
      return words[1];
    }
  }
  throw new ScsNetworkingError('USAGE', `expected a requirement of ${module}, found none in ${directory}/go.mod`);
}
