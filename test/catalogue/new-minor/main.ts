import { join } from 'node:path';
import { Command } from 'commander';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { catalogueReleases, catalogueSpecs } from '../../../results-parsers/standard/catalogue-data.ts';
import { tidied } from '../go-command.ts';
import { addMinor } from './add-minor.ts';

const program = new Command('kubernetes')
  .description(
    'Adds a minor version of Kubernetes, or a newer release of one: its catalogue, the pins of the test cluster and everything else that can be generated. Lists what is left to decide. Downloads 40 MB.',
  )
  .argument('<minor>', 'such as 1.38')
  .option('--release <version>', 'such as v1.38.0-beta.0 (default: the newest that the module proxy lists)')
  .action(async (minor: string, { release }: { release?: string }) => {
    if (!/^1\.\d{1,3}$/.test(minor)) program.error(`expected a minor such as 1.38, found '${minor}'`, { exitCode: 2 });
    const command = { environment: {} };
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const left = await addMinor({
      minor,
      release,
      root: join(import.meta.dirname, '../../..'),
      known: { releases: catalogueReleases, specs: catalogueSpecs },
      command,
      tidy: (directory) => tidied(command, directory),
      say,
    });
    say(`\nTo decide:\n${left.map((line) => `- ${line}`).join('\n')}`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError && error.code === 'USAGE')) throw error;
  program.error(error.message, { exitCode: 2 });
}
