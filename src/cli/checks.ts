import { Command, Option } from 'commander';
import { atWidth } from '../../results-parsers/report/layout.ts';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { widthOf } from './process/look-on.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

const EXAMPLES = `
Examples:
  scs-networking checks
  scs-networking checks --format json

These are the plugin's own checks, beside the specs of Kubernetes, which
\`scs-networking catalogue\` lists. The setting SCS_CHECKS of the plugin says which run.`;

/** `finish` is told how the command ended. */
export function checksCommand(finish: (ending: Ending) => void): Command {
  return new Command('checks')
    .description('list what the plugin checks in the cluster by itself, how, and why')
    .addOption(new Option('--format <format>', 'how to print the list').choices(FORMATS).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async ({ format }: { format: Format }) => {
      const { checkDefinitions } = await import('../../results-parsers/checks/registry.ts');
      const { checksDocument, checksJson } = await import('../../results-parsers/documents/checks/checks-document.ts');
      const { checksPage } = await import('../../results-parsers/report/checks-page.ts');
      const { checksText } = await import('../../results-parsers/report/checks-text.ts');
      const document = checksDocument(checkDefinitions);
      const render = { text: checksText, json: checksJson, markdown: checksPage }[format];
      print(atWidth(widthOf(process.stdout), () => render(document)));
      finish('compliant');
    });
}
