import * as z from 'zod';
import { API_VERSION } from '../../core/api-version.ts';
import { jsonText } from '../../core/text/json-text.ts';
import { standard } from '../../standard/clauses.ts';
import { CheckDefinition } from './check-definition.ts';

/** The checks that the plugin carries out, as `scs-networking checks` prints them. */
export const ChecksDocument = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('Checks'),
  standard: z.object({ id: z.string(), title: z.string() }),
  checks: z.array(CheckDefinition),
});
export type ChecksDocument = z.infer<typeof ChecksDocument>;

export function checksDocument(checks: readonly CheckDefinition[]): ChecksDocument {
  return { apiVersion: API_VERSION, kind: 'Checks', standard, checks: [...checks] };
}

/** The JSON of the checks: keys in the order of the schema, two blanks, a newline at the end. */
export function checksJson(document: ChecksDocument): string {
  return jsonText(ChecksDocument.parse(document), 2);
}
