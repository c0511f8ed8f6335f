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

These are the plugin's own checks. \`scs-networking catalogue\` lists the specs of
Kubernetes. The plugin's setting SCS_CHECKS says which checks run.`;

/** `finish` is called with how the command ended. */
export function checksCommand(finish: (ending: Ending) => void): Command {
  return new Command('checks')
    .description("list the plugin's own checks: what they check, how, and why")
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
