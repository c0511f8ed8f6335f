import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { exists } from '../builds/cached-artifact.ts';
import { sonobuoyComponent } from '../builds/components.ts';
import { buildBatch, goVersion, isBuilt, locateBinary } from '../builds/go-build.ts';
import { readSonobuoyVersion } from '../builds/sonobuoy-version.ts';
import { TESTED_SONOBUOY } from '../builds/tested-versions.ts';
import { cacheDirectory } from '../state/layout.ts';

/** A directory for the end of PATH with the programs that a run on an existing cluster needs and this machine lacks: Sonobuoy. */
export async function programsInPath(say: (line: string) => void): Promise<string> {
  const bin = join(cacheDirectory(), 'path');
  const found = await execa('sonobuoy', ['version', '--short'], { reject: false });
  if (!found.failed) return bin;
  const component = sonobuoyComponent(await readSonobuoyVersion(TESTED_SONOBUOY));
  const binary = await locateBinary(component, await goVersion());
  if (!(await isBuilt(binary))) {
    say('building sonobuoy, because PATH has none');
    await buildBatch([binary]);
  }
  await mkdir(bin, { recursive: true });
  if (!(await exists(join(bin, 'sonobuoy')))) await symlink(binary.path, join(bin, 'sonobuoy'));
  return bin;
}
