import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { pinsOf, requiredVersion } from './pins.ts';

const TestImages = z.strictObject({ agnhost: z.string(), pause: z.string() });

/** A Kubernetes version that the test cluster can run: all of it is data in one directory of pins. */
export interface KubernetesVersion {
  readonly minor: string;
  /** The version that the API server reports, with `v`. */
  readonly version: string;
  readonly directory: string;
  /** Tags of the images that this version's e2e specs and kubelet use. */
  readonly images: z.infer<typeof TestImages>;
}

export async function readKubernetesVersion(minor: string): Promise<KubernetesVersion> {
  const directory = await pinsOf('kubernetes', minor);
  const version = await requiredVersion(directory, 'k8s.io/kubernetes');
  const images = TestImages.parse(JSON.parse(await readFile(join(directory, 'images.json'), 'utf8')));
  return { minor, version, directory, images };
}
