import * as z from 'zod';
import { ClusterFacts } from '../../cluster/cluster-facts.ts';
import { CniName } from '../../cluster/cni/cni-table.ts';
import { CniDetection } from '../../cluster/cni/detection.ts';
import { isRecord } from '../../core/json/is-record.ts';
import { DeclarationsFile } from '../../declarations/declarations-file.ts';
import { WaiverReport } from '../../waivers/match-waivers.ts';
import { WaiversFile } from '../../waivers/waivers-file.ts';
import { ArchiveDiff, SpecState } from '../archive-diff.ts';
import { CatalogueDocument } from '../catalogue-document.ts';
import { CheckDefinition, CheckIdentity } from '../checks/check-definition.ts';
import { CheckObservations } from '../checks/check-observations.ts';
import { CheckVerdict } from '../checks/check-verdict.ts';
import { ChecksDocument } from '../checks/checks-document.ts';
import { Probe } from '../checks/probe.ts';
import { Position } from '../position.ts';
import { Redaction } from '../redaction.ts';
import { RunRecord } from '../run-record/run-record.ts';
import { ShardResults } from '../shard-results.ts';
import { Explanation } from '../verdict/explanation.ts';
import { Finding, FindingCode, findingEffects } from '../verdict/finding.ts';
import { SpecOutcome } from '../verdict/spec-outcome.ts';
import { ClauseVerdict, RunFacts, SpecVerdict, Verdict } from '../verdict/verdict.ts';
import { fieldDescriptions } from './field-descriptions.ts';

/** A document that others read or write, as JSON Schema describes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Described = { title: string; description: string; schema: z.ZodType };

const documents = {
  'verdict.schema.json': {
    title: 'Verdict',
    description: 'What scs-networking says about one archive. The same archive and inputs give the same bytes.',
    schema: Verdict,
  },
  'archive-diff.schema.json': {
    title: 'ArchiveDiff',
    description: 'What changed from one archive to another, as scs-networking diff prints it.',
    schema: ArchiveDiff,
  },
  'catalogue.schema.json': {
    title: 'Catalogue',
    description: 'What the standard requires of versions of Kubernetes, as scs-networking catalogue prints it.',
    schema: CatalogueDocument,
  },
  'check-observations.schema.json': {
    title: 'CheckObservations',
    description: 'What one of the checks of the plugin scs-networking saw, in checks/<id>.json among its results.',
    schema: CheckObservations,
  },
  'checks.schema.json': {
    title: 'Checks',
    description: 'What the plugin checks in the cluster by itself, as scs-networking checks prints it.',
    schema: ChecksDocument,
  },
  'redaction.schema.json': {
    title: 'Redaction',
    description: 'What scs-networking redact removed from an archive, in redaction.json in the copy.',
    schema: Redaction,
  },
  'run-record.schema.json': {
    title: 'RunRecord',
    description: 'What the plugin scs-networking says of its own run, in run-record.json among its results.',
    schema: RunRecord,
  },
  'shard.schema.json': {
    title: 'Shard',
    description:
      'How the archives of a shard ended, in shard.json among the results of scs-networking evaluate --shard.',
    schema: ShardResults,
  },
  'declarations.schema.json': {
    title: 'Declarations',
    description:
      'What a provider declares about clauses, in YAML. All scalars are read as strings. Beyond this schema, an end is not before the day of declaration, and each clause is there once; see plugin/declarations.example.yaml.',
    schema: DeclarationsFile,
  },
  'waivers.schema.json': {
    title: 'Waivers',
    description:
      'A file of written exceptions, in YAML. All scalars are read as strings. Beyond this schema, an entry has either specs or specSet, a range has at least one bound, and ids are unique; see plugin/waivers.example.yaml.',
    schema: WaiversFile,
  },
} as const satisfies Record<string, Described>;

export type SchemaFile = keyof typeof documents;

/** The names of the files beside this one that hold the schemas. */
export const schemaFiles: readonly SchemaFile[] = Object.keys(documents) as SchemaFile[];

/** Parts that the documents' schemas share or repeat are defined once in each. */
const definitions = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({
  CheckDefinition,
  CheckIdentity,
  CheckVerdict,
  ClauseVerdict,
  ClusterFacts,
  CniDetection,
  CniName,
  Explanation,
  Finding,
  FindingCode,
  Position,
  Probe,
  RunFacts,
  SpecOutcome,
  SpecState,
  SpecVerdict,
  WaiverReport,
})) {
  definitions.add(schema, { id });
}

/** The identifier of a schema; nothing has to be served at this address. */
const BASE = 'https://github.com/SovereignCloudStack/scs-networking/schemas/v1/';

/**
 * The JSON Schema, of draft 2020-12, of a document. What only code can check is in the description.
 *
 * It is for readers, who outlive a version of the tool: a document may have further fields and, of findings, further codes; what
 * has a default may be missing. The meaning of a field changes only with the apiVersion. Files that people write by hand have no further fields.
 */
export function jsonSchema(file: SchemaFile): JsonSchema {
  const { title, description, schema }: Described = documents[file];
  const { $schema, ...body } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    metadata: definitions,
    io: 'input',
    override: ({ zodSchema, jsonSchema: written }) => {
      if (zodSchema !== FindingCode) return;
      delete written.enum;
      written.description = 'Later versions may add codes.';
      written.examples = Object.keys(findingEffects);
    },
  });
  return withFields({ $schema, $id: BASE + file, title, description, ...body });
}

/** With descriptions of fields, in the document and in its definitions. */
function withFields(schema: JsonSchema): JsonSchema {
  const { title, $defs } = schema;
  const document = described(schema, title);
  if (!isRecord($defs)) return document;
  const parts = Object.entries($defs).map(([name, part]) => [name, isRecord(part) ? described(part, name) : part]);
  return { ...document, $defs: Object.fromEntries(parts) };
}

const descriptions: ReadonlyMap<unknown, object> = new Map(Object.entries(fieldDescriptions));

function described(schema: JsonSchema, name: unknown): JsonSchema {
  const texts = new Map<string, string>(Object.entries(descriptions.get(name) ?? {}));
  const { properties } = schema;
  if (texts.size === 0 || !isRecord(properties)) return schema;
  const fields = Object.entries(properties).map(([field, value]) => {
    const text = texts.get(field);
    return [field, text === undefined || !isRecord(value) ? value : { description: text, ...value }];
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}
