import { Command } from 'commander';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';

const EXAMPLES = `
Examples:
  scs-networking schema
  scs-networking schema verdict
  scs-networking schema waivers > waivers.schema.json

Without a name, lists the schemas. They are JSON Schemas of draft 2020-12. Documents
of later versions may have additional fields, and their findings additional codes;
the meaning of a field changes only with the apiVersion.

Exit codes: 0, or 2 for an unknown name.`;

/** `finish` is called with how the command ended. */
export function schemaCommand(finish: (ending: Ending) => void): Command {
  return new Command('schema')
    .description('print the JSON Schema of a document that is written or read')
    .argument('[name]', 'such as verdict')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined) => {
      // Loaded only now, as by all commands: help must not wait for it.
      const { jsonSchema, schemaFiles } = await import('../../results-parsers/documents/schemas/json-schemas.ts');
      const nameOf = (file: string): string => file.replace(/\.schema\.json$/, '');
      const text = await readOrComplain(null, 'a schema', () => {
        if (name === undefined) return schemaFiles.map((file) => `${nameOf(file)}\n`).join('');
        const file = schemaFiles.find((known) => nameOf(known) === name);
        if (file !== undefined) return `${JSON.stringify(jsonSchema(file), null, 2)}\n`;
        throw new ScsNetworkingError(
          'USAGE',
          `expected the name of a schema (${schemaFiles.map(nameOf).join(', ')}), found '${name}'`,
        );
      });
      if (text === undefined) return finish('unusable');
      print(text);
    });
}
