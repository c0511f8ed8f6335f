import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import type { CatalogueMinor, CatalogueSpec } from '../../results-parsers/standard/catalogue-spec.ts';
import { catalogueSpecsOf, type MinorNames } from './generated-catalogue.ts';
import { kubernetesSources, pinnedKubernetes, specNamesIn } from './kubernetes-sources.ts';

const DATA_FILE = join(import.meta.dirname, '../../results-parsers/standard/catalogue-data.ts');

await new Command('catalogue')
  .description(
    `Writes results-parsers/standard/catalogue-data.ts anew, from the sources of Kubernetes that test/catalogue/go.sum pins and from what test/catalogue/spec-meanings.ts says of their specs. Downloads 40 MB for each version at the first time.`,
  )
  .action(writeCatalogue)
  .parseAsync();

async function writeCatalogue(): Promise<void> {
  const catalogues: MinorNames[] = [];
  const releases: CatalogueMinor[] = [];
  for (const pinned of await pinnedKubernetes()) {
    const names = await specNamesIn(await kubernetesSources(pinned));
    process.stdout.write(`Kubernetes ${pinned.release}: ${names.length} specs\n`);
    catalogues.push({ minor: pinned.minor, names });
    releases.push({ ...pinned, isPreview: pinned.release.includes('-') });
  }
  await writeFile(DATA_FILE, sourceOf(releases, catalogueSpecsOf(catalogues)));
  await execa('biome', ['check', '--write', DATA_FILE], { preferLocal: true });
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
