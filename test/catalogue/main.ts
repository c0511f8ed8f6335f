import { join } from 'node:path';
import { Command } from 'commander';
import type { CatalogueMinor } from '../../results-parsers/standard/catalogue-spec.ts';
import { writeCatalogueFile } from './catalogue-file.ts';
import { catalogueSpecsOf, type MinorNames } from './generated-catalogue.ts';
import { catalogueMinorOf, factsIn, kubernetesSources, pinnedKubernetes } from './kubernetes-sources.ts';

await new Command('catalogue')
  .description(
    `Writes results-parsers/standard/catalogue-data.ts anew, from the sources of Kubernetes that test/catalogue/go.sum pins and from the descriptions in test/catalogue/spec-meanings.ts. Downloads 40 MB for each version the first time.`,
  )
  .action(writeCatalogue)
  .parseAsync();

async function writeCatalogue(): Promise<void> {
  const catalogues: MinorNames[] = [];
  const releases: CatalogueMinor[] = [];
  for (const pinned of await pinnedKubernetes()) {
    const facts = await factsIn(await kubernetesSources(pinned));
    process.stdout.write(`Kubernetes ${pinned.release}: ${facts.names.length} specs\n`);
    catalogues.push({ minor: pinned.minor, names: facts.names });
    releases.push(catalogueMinorOf(pinned, facts));
  }
  await writeCatalogueFile(join(import.meta.dirname, '../..'), releases, catalogueSpecsOf(catalogues));
}
