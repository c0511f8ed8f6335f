import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { z } from 'zod';
import { checkDefinitions } from '../../../../results-parsers/checks/registry.ts';
import { parseYaml } from '../../../../results-parsers/core/yaml/yaml-document.ts';
import { DeclarationsFile } from '../../../../results-parsers/declarations/declarations-file.ts';
import { diffArchives } from '../../../../results-parsers/diff/diff-archives.ts';
import { ArchiveDiff } from '../../../../results-parsers/documents/archive-diff.ts';
import { CatalogueDocument, catalogueDocument } from '../../../../results-parsers/documents/catalogue-document.ts';
import { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { ChecksDocument, checksDocument } from '../../../../results-parsers/documents/checks/checks-document.ts';
import { Redaction } from '../../../../results-parsers/documents/redaction.ts';
import { RunRecord } from '../../../../results-parsers/documents/run-record/run-record.ts';
import {
  jsonSchema,
  type SchemaFile,
  schemaFiles,
} from '../../../../results-parsers/documents/schemas/json-schemas.ts';
import { ShardResults } from '../../../../results-parsers/documents/shard-results.ts';
import { Verdict } from '../../../../results-parsers/index.ts';
import { redactArchive } from '../../../../results-parsers/redaction/redact-archive.ts';
import { WaiversFile } from '../../../../results-parsers/waivers/waivers-file.ts';
import { archiveWithChecks, builtObservations } from '../../building/checks.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import {
  attemptRecord,
  OWN_RESULTS,
  ownArchive,
  packed,
  requiredCases,
  upstreamArchive,
} from '../../building/sonobuoy.ts';
import { streamed } from '../../building/tar.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const SCHEMAS = join(ROOT, 'results-parsers/documents/schemas');

describe('the committed JSON Schema is the one that follows from the code', () => {
  // UPDATE_SCHEMAS=1 writes the files again; `npm run fix` formats them.
  test.each(schemaFiles)('%s', async (file) => {
    const committed = join(SCHEMAS, file);
    if (process.env['UPDATE_SCHEMAS'] === '1') {
      await writeFile(committed, `${JSON.stringify(jsonSchema(file), null, 2)}\n`);
    }
    expect(JSON.stringify(JSON.parse(await readFile(committed, 'utf8')))).toBe(JSON.stringify(jsonSchema(file)));
  });
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Validate = (document: unknown) => boolean;

// Formats are ignored: the patterns beside them mean the same.
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
const validators = new Map<SchemaFile, Validate>(
  schemaFiles.map((file) => {
    const validate = ajv.compile(jsonSchema(file));
    return [file, (document) => validate(document) === true];
  }),
);

function byAjv(file: SchemaFile, document: unknown): boolean {
  return validators.get(file)?.(document) ?? false;
}

const observations = builtObservations({
  problem: { kind: 'error', reason: 'HTTP 403' },
  namespaces: [{ name: 'scs-a', labels: { exempt: 'yes' } }],
});

async function builtVerdicts(): Promise<[string, Verdict][]> {
  const [first, second, ...others] = requiredCases();
  const cases = [
    failedByMatrix(first?.name ?? '', isolated, allOpen),
    { name: second?.name ?? '', state: 'skipped' as const },
    ...others,
  ];
  return [
    ['compliant', await evaluateFiles(upstreamArchive())],
    ['of our runner', await evaluateFiles(ownArchive())],
    ['non-compliant', await evaluateFiles(upstreamArchive({ cases }))],
    ['with checks', await evaluateFiles(archiveWithChecks([observations]))],
    ['of nothing', await evaluateFiles(new Map([['meta/config.json', '{}']]))],
    ['with inputs', await evaluateFiles(upstreamArchive(), 'e2e', { limits: { entries: 99 }, asOf: '2026-11-22' })],
  ];
}

const verdicts = await builtVerdicts();
const runRecord: Json = JSON.parse(
  ownArchive({ record: { attempts: [attemptRecord(1), attemptRecord(2, { exitCode: null, junit: null })] } }).get(
    `${OWN_RESULTS}run-record.json`,
  ) ?? '',
);
const checks: Json = JSON.parse(JSON.stringify(checksDocument(checkDefinitions)));
const observed: Json = JSON.parse(JSON.stringify(observations));
const [compliant, , nonCompliant] = verdicts;
if (compliant === undefined || nonCompliant === undefined) throw new Error('expected verdicts to compare');
const diff: Json = JSON.parse(JSON.stringify(diffArchives(compliant[1], nonCompliant[1])));
const redacted = await redactArchive(streamed(packed(upstreamArchive().set('podlogs/a.txt', ''))), {
  toolVersion: '0.0.0',
});
const redaction: Json = JSON.parse(JSON.stringify(redacted.redaction));
const catalogue: Json = JSON.parse(JSON.stringify(catalogueDocument()));
const shard: Json = {
  ...{ apiVersion: 'scs-networking/v1', kind: 'Shard', index: 3, count: 16, digest: '0'.repeat(64) },
  ...{ archives: 5, compliant: 1, 'non-compliant': 1, inconclusive: 1, unreadable: 2, defects: 0 },
};
const example = await readFile(join(ROOT, 'plugin/waivers.example.yaml'), 'utf8');
const declarations: Json = JSON.parse(
  JSON.stringify(parseYaml(await readFile(join(ROOT, 'plugin/declarations.example.yaml'), 'utf8')).value),
);
const waivers: Json = JSON.parse(JSON.stringify(parseYaml(example).value));

test('each field of a verdict, of its clauses, specs and findings says what it means', () => {
  const { properties, $defs } = JSON.parse(JSON.stringify(jsonSchema('verdict.schema.json')));
  for (const { properties: fields } of [{ properties }, $defs.ClauseVerdict, $defs.SpecVerdict, $defs.Finding]) {
    const silent = Object.entries(fields).filter(([, field]) => !/.{10,}/.test(Object(field).description ?? ''));
    expect(silent).toEqual([]);
  }
});

describe('a schema is open for later versions of the tool', () => {
  const [, , [, verdict] = []] = verdicts;
  const [clause, ...clauses] = verdict?.clauses ?? [];

  test.each([
    ['an additional field', { ...verdict, climate: 21 }],
    ['an additional field of a part', { ...verdict, clauses: [{ ...clause, owner: null }, ...clauses] }],
    [
      'an additional code of a finding',
      {
        ...verdict,
        clauses: [{ ...clause, findings: [{ ...clause?.findings[0], code: 'of-2030' }] }, ...clauses],
      },
    ],
  ])('as in a verdict with %s', (_, document) => {
    expect(byAjv('verdict.schema.json', document)).toBe(true);
  });

  test.each(schemaFiles.filter((file) => !/^(?:waivers|declarations)\./.test(file)))('in every part: %s', (file) => {
    expect(JSON.stringify(jsonSchema(file))).not.toContain('"additionalProperties":false');
  });

  test('but not for files that people write by hand, in which an additional field is a mistake', () => {
    expect(byAjv('waivers.schema.json', { ...Object(waivers), climate: 21 })).toBe(false);
    expect(byAjv('declarations.schema.json', { ...Object(declarations), climate: 21 })).toBe(false);
  });

  test('and has an address with the version that its documents have', () => {
    for (const file of schemaFiles) {
      expect(jsonSchema(file)['$id']).toBe(`https://github.com/SovereignCloudStack/scs-networking/schemas/v1/${file}`);
    }
  });
});

describe('a second validator agrees that the schema describes', () => {
  test.each(verdicts)('the verdict %s', (_, verdict) => {
    expect(byAjv('verdict.schema.json', verdict)).toBe(true);
  });

  test.each([
    ['archive-diff.schema.json', diff],
    ['catalogue.schema.json', catalogue],
    ['check-observations.schema.json', observed],
    ['checks.schema.json', checks],
    ['redaction.schema.json', redaction],
    ['run-record.schema.json', runRecord],
    ['shard.schema.json', shard],
    ['declarations.schema.json', declarations],
    ['waivers.schema.json', waivers],
  ] satisfies [SchemaFile, Json][])('a document that %s is for', (file, document) => {
    expect(byAjv(file, document)).toBe(true);
  });
});

/** The document with one change, at every place: without a key, with an additional key, with another value. */
function* mutants(document: Json): Generator<Json> {
  yield* [null, 7, -1, 0.5, '', 'no such word', [], {}];
  if (Array.isArray(document)) {
    for (const changed of document.flatMap((element) => [...mutants(element)])) yield [changed];
  } else if (typeof document === 'object' && document !== null) {
    yield { ...document, unknownKey: 1 };
    for (const [key, value] of Object.entries(document)) {
      const { [key]: _, ...others } = document;
      yield others;
      for (const changed of mutants(value)) yield { ...document, [key]: changed };
    }
  }
}

/** Only the longest element of each array, because its elements are alike. */
function shortened(document: Json): Json {
  if (Array.isArray(document)) {
    return document
      .toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)
      .slice(0, 1)
      .map(shortened);
  }
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, shortened(value)]));
}

/** Codes of findings are open for readers of the schema; the code itself writes none but its own. */
const hasFurtherCode = (document: Json): boolean =>
  /"code":"(?:no such word)?"|"followsFrom":\["(?:no such word)?"\]/.test(JSON.stringify(document));

describe('a second validator refuses what the code refuses, of thousands of changed documents:', () => {
  const documents: [SchemaFile, z.ZodType, Json[]][] = [
    ['verdict.schema.json', Verdict, verdicts.map(([, verdict]) => JSON.parse(JSON.stringify(verdict)))],
    ['archive-diff.schema.json', ArchiveDiff, [diff]],
    ['catalogue.schema.json', CatalogueDocument, [catalogue]],
    ['check-observations.schema.json', CheckObservations, [observed]],
    ['checks.schema.json', ChecksDocument, [checks]],
    ['redaction.schema.json', Redaction, [redaction]],
    ['run-record.schema.json', RunRecord, [runRecord]],
    ['shard.schema.json', ShardResults, [shard]],
    ['declarations.schema.json', DeclarationsFile, [declarations]],
    ['waivers.schema.json', WaiversFile, [waivers]],
  ];
  test.each(documents)('%s', (file, schema, originals) => {
    const disagreements: string[] = [];
    let refused = 0;
    for (const document of originals.flatMap((original) => [...mutants(shortened(original))])) {
      const accepted = schema.safeParse(document).success;
      if (!accepted) refused += 1;
      // What the description demands beyond the schema is checked only by the code.
      const agrees =
        accepted === byAjv(file, document) ||
        (!accepted && hasFurtherCode(document)) ||
        ((file === 'waivers.schema.json' || file === 'declarations.schema.json') && !accepted);
      if (!agrees) disagreements.push(JSON.stringify(document).slice(0, 300));
    }
    expect(disagreements).toEqual([]);
    expect(refused).toBeGreaterThan(90);
  });
});
