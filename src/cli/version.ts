import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { print } from '../terminal.ts';

/** The note of the build beside the bundle: the commit, and whether files differed from it. */
const COMMIT_FILE = new URL('commit', import.meta.url);

/** For bug reports; `--version` prints the first line alone. */
export function versionCommand(): Command {
  return new Command('version')
    .description('print the version, its commit, and the Kubernetes versions that it knows')
    .action(async () => {
      const { readFile } = await import('node:fs/promises');
      const { catalogueMinors, previewMinors } = await import('../../results-parsers/standard/catalogue.ts');
      const commit = await readFile(COMMIT_FILE, 'utf8').catch(() => 'not known');
      const preview = previewMinors.length === 0 ? '' : `, preview of ${previewMinors.join(' and ')}`;
      const lines = [
        manifest.version,
        `commit      ${commit.trim()}`,
        `catalogue   Kubernetes ${catalogueMinors.at(0)} to ${catalogueMinors.at(-1)}${preview}`,
        `Node.js     ${process.versions.node}`,
      ];
      print(`${lines.join('\n')}\n`);
    });
}
