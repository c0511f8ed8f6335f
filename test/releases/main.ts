import { join } from 'node:path';
import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { recordDocuments } from './record-documents.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** One that complies with a waiver, one that does not comply, and one with observations of a check. */
const DEFAULT_ARCHIVES = ['left-out', 'not-enforcing', 'scenarios-enforced'].map((name) =>
  join(FIXTURES, `${name}.tar.gz`),
);

await new Command('record')
  .description('Records the documents of this version, so that a test can check that later versions still read them.')
  .argument('[archive...]', 'archives of runs of this version (default: three of test/fixtures)')
  .option('--as <version>', 'version of the tool in the documents', manifest.version)
  .option('--into <directory>', 'directory in which the directory of the version is created', import.meta.dirname)
  .addHelpText('after', '\nExamples:\n  npm run record\n  npm run record -- kept/*.tar.gz\n')
  .action(async (archives: string[], { as, into }: { as: string; into: string }) => {
    const directory = join(into, as);
    await recordDocuments(directory, archives.length === 0 ? DEFAULT_ARCHIVES : archives, as);
    process.stdout.write(`${directory}\n`);
  })
  .parseAsync();
