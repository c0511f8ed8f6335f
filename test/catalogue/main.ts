import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import type { CatalogueSpec } from '../../results-parsers/standard/catalogue-data.ts';
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
  for (const pinned of await pinnedKubernetes()) {
    const names = await specNamesIn(await kubernetesSources(pinned));
    process.stdout.write(`Kubernetes ${pinned.release}: ${names.length} specs\n`);
    catalogues.push({ minor: pinned.minor, names });
  }
  await writeFile(DATA_FILE, sourceOf(catalogues, catalogueSpecsOf(catalogues)));
  await execa('biome', ['check', '--write', DATA_FILE], { preferLocal: true });
}

function sourceOf(catalogues: readonly MinorNames[], specs: readonly CatalogueSpec[]): string {
  return `// Written by \`npm run catalogue\` from the sources of Kubernetes: see test/catalogue.

/** A spec of the catalogue. */
export type CatalogueSpec = {
  /** Its full Ginkgo name, without \`[It] \`. */
  name: string;
  /** The part of the NetworkPolicy API that it exercises. */
  exercises: string;
  /** What has to hold, for readers who do not know the API. */
  description: string;
  /** The minors whose e2e binaries have it under this name; undefined: all. */
  onlyIn?: readonly string[];
};

/** The Kubernetes minors whose specs are known. */
export const catalogueMinors: readonly string[] = ${JSON.stringify(catalogues.map(({ minor }) => minor))};

/** Every spec of test/e2e/network/netpol in the Kubernetes sources, under the names that \`e2e.test --list-tests\` prints. */
export const catalogueSpecs: readonly CatalogueSpec[] = ${JSON.stringify(specs)};
`;
}
