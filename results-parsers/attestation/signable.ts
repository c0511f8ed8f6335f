import { loadAll } from 'js-yaml';
import type * as z from 'zod';
import { ScsNetworkingError } from '../core/errors.ts';
import { parsedOrIssue } from '../core/json/first-issue.ts';
import { jsonFault } from '../core/json/json-fault.ts';
import { yamlProblem } from '../core/yaml/yaml-problem.ts';
import { ScsReport } from '../documents/scs-report.ts';
import { MAX_VERDICT_BYTES, readVerdict } from '../verify/read-verdict.ts';
import { RecordedVerdict } from '../verify/recorded-verdict.ts';
import { WrittenStatement } from './written-statement.ts';

/** What can be signed, and what a signature of it is for. */
export type SignableKind = 'verdict' | 'statement' | 'scs-report';

/**
 * Recognises by its content what a file that `evaluate` wrote holds: documents of one kind, one for each archive, in the form in which they
 * follow each other there. A statement is always alone, because an envelope holds only one.
 *
 * @throws INPUT_UNREADABLE for anything else
 */
export function signableKind(bytes: Uint8Array): SignableKind {
  if (bytes.length > MAX_VERDICT_BYTES) throw unusable(`found more than ${MAX_VERDICT_BYTES} bytes`);
  const text = Buffer.from(bytes).toString('utf8');
  const json = jsonDocuments(text);
  const documents = json ?? yamlDocuments(text);
  const isEvery = (schema: z.ZodType): boolean =>
    documents.length > 0 && documents.every((document) => 'value' in parsedOrIssue(schema, document));
  if (isEvery(ScsReport)) return 'scs-report';
  if (isEvery(RecordedVerdict)) return 'verdict';
  if (isEvery(WrittenStatement)) {
    if (documents.length === 1) return 'statement';
    throw unusable(`found ${documents.length} statements; write each to a separate file, as --output does`);
  }
  const [only, ...others] = documents;
  // Says what is wrong with it.
  if (json !== undefined && others.length === 0) readVerdict(bytes);
  throw unusable(
    documents.length > 1 ? `found ${documents.length} documents of unknown or different kinds` : 'found none',
    {
      cause: ScsReport.safeParse(only).error,
    },
  );
}

/** One document, one per line, or one after the other; undefined: the text is not JSON. */
function jsonDocuments(text: string): unknown[] | undefined {
  for (const boundary of [undefined, /\n(?=.)/, /(?<=^\})\n(?=\{)/m]) {
    const parts = boundary === undefined ? [text] : text.trimEnd().split(boundary);
    try {
      return parts.map((part): unknown => JSON.parse(part));
    } catch {
      // Then in another form.
    }
  }
  return undefined;
}

function yamlDocuments(text: string): unknown[] {
  const documents: unknown[] = [];
  try {
    loadAll(text, (document) => documents.push(document), { maxAliases: 0 });
  } catch (error) {
    const isJson = /^\s*[{[]/.test(text);
    throw unusable(`found something else: ${(isJson && jsonFault(text)) || yamlProblem(error)}`, { cause: error });
  }
  return documents;
}

function unusable(found: string, options?: ErrorOptions): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected verdicts, an in-toto statement or reports for SCS, ${found}; scs-networking evaluate --format json, yaml, ndjson, in-toto, in-toto-verdict or scs-report writes what can be signed`,
    options,
  );
}
