import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { exists } from './cached-artifact.ts';
import { GoPatch } from './go-patches.ts';
import { pinsOf, requiredVersion } from './pins.ts';

const MODULE = 'github.com/vmware-tanzu/sonobuoy';

/** A Sonobuoy version that the test cluster can run. */
export interface SonobuoyVersion {
  /** The version that Sonobuoy reports, with `v`. */
  readonly version: string;
  readonly directory: string;
  readonly goPatches: readonly GoPatch[];
}

export async function readSonobuoyVersion(minor: string): Promise<SonobuoyVersion> {
  const directory = await pinsOf('sonobuoy', minor);
  const patches = join(directory, 'go-patches.json');
  const goPatches = (await exists(patches)) ? z.array(GoPatch).parse(JSON.parse(await readFile(patches, 'utf8'))) : [];
  return { version: await requiredVersion(directory, MODULE), directory, goPatches };
}
