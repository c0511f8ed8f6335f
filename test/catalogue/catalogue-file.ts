import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { CatalogueMinor, CatalogueSpec } from '../../results-parsers/standard/catalogue-spec.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Below the root of the repository. */
export const CATALOGUE_FILE = 'results-parsers/standard/catalogue-data.ts';

/** Writes the data of the catalogue as this repository formats its code. */
export async function writeCatalogueFile(
  root: string,
  releases: readonly CatalogueMinor[],
  specs: readonly CatalogueSpec[],
): Promise<void> {
  const { stdout } = await execa('biome', ['format', `--stdin-file-path=${CATALOGUE_FILE}`], {
    cwd: ROOT,
    preferLocal: true,
    localDir: ROOT,
    input: sourceOf(releases, specs),
  });
  await writeFile(join(root, CATALOGUE_FILE), `${stdout}\n`);
}

function sourceOf(releases: readonly CatalogueMinor[], specs: readonly CatalogueSpec[]): string {
  return `// Written by \`npm run catalogue\` from the sources of Kubernetes: see test/catalogue.
import type { CatalogueMinor, CatalogueSpec } from './catalogue-spec.ts';

/** The Kubernetes minors whose specs are known, the oldest first, each with the release whose sources were read. */
export const catalogueReleases: readonly CatalogueMinor[] = ${JSON.stringify(releases)};

/** Every spec of test/e2e/network/netpol in the Kubernetes sources, under the names that \`e2e.test --list-tests\` prints. */
export const catalogueSpecs: readonly CatalogueSpec[] = ${JSON.stringify(specs)};
`;
}
