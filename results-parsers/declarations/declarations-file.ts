import * as z from 'zod';
import { API_VERSION } from '../core/api-version.ts';
import { expected, link, mappingOf, text } from '../core/yaml/written-schemas.ts';
import { DeclarableClause } from './declaration.ts';

const day = (): z.ZodISODate => z.iso.date(expected('a date such as 2027-06-30'));

const Entry = mappingOf({
  clause: z.enum(DeclarableClause.options, expected(`one of the clauses ${DeclarableClause.options.join(', ')}`)),
  statement: text('a statement', 1000),
  link: link(),
  owner: text('an owner', 200),
  declared: day(),
  expires: day(),
}).refine(({ declared, expires }) => declared <= expires, expected('an end that is not before the day of declaration'));

/** What providers write; plugin/declarations.example.yaml explains it. */
export const DeclarationsFile = mappingOf({
  apiVersion: z.literal(API_VERSION, expected(API_VERSION)),
  kind: z.literal('Declarations', expected('Declarations')),
  declarations: z
    .array(Entry, expected('a list of declarations'))
    .refine(
      (entries) => new Set(entries.map(({ clause }) => clause)).size === entries.length,
      expected('one declaration for each clause'),
    ),
});
export type DeclarationsFile = z.infer<typeof DeclarationsFile>;
