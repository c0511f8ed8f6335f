import { Command, Option } from 'commander';
import { atWidth } from '../../results-parsers/report/layout.ts';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { widthOf } from './process/look-on.ts';

const FORMATS = ['text', 'json'] as const;
type Format = (typeof FORMATS)[number];

const EXAMPLES = `
Examples:
  scs-networking catalogue
  scs-networking catalogue 1.36
  scs-networking catalogue v1.36.3 --format json

Without a version, prints what every known version requires, and how the versions
differ. The JSON has the full names of the specs, which waivers need. An archive of
another version is judged by the specs that its own e2e binary lists.

Exit codes: 0, or 2 for an unknown version.`;

/** `finish` is called with how the command ended. */
export function catalogueCommand(finish: (ending: Ending) => void): Command {
  return new Command('catalogue')
    .description('list the specs that the standard requires, and why')
    .argument('[version]', 'version of Kubernetes, such as 1.36 or v1.36.3')
    .addOption(new Option('--format <format>', 'how to print the list').choices(FORMATS).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async (version: string | undefined, { format }: { format: Format }) => {
      // Loaded only now, as by all commands: help must not wait for it.
      const { catalogueDocument, catalogueJson } = await import(
        '../../results-parsers/documents/catalogue-document.ts'
      );
      const { catalogueText } = await import('../../results-parsers/report/catalogue-text.ts');
      const document = await readOrComplain(null, 'a version', () => catalogueDocument(version));
      if (document === undefined) return finish('unusable');
      const render = { text: catalogueText, json: catalogueJson }[format];
      print(atWidth(widthOf(process.stdout), () => render(document)));
    });
}
