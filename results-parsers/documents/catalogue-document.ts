import * as z from 'zod';
import { API_VERSION } from '../core/api-version.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import { jsonText } from '../core/text/json-text.ts';
import { type CatalogueSpec, catalogueMinors, catalogueOf } from '../standard/catalogue.ts';
import { ClauseId, clauses, Level, standard } from '../standard/clauses.ts';
import { parseKubernetesVersion } from '../standard/kubernetes-version.ts';
import { specTags } from '../standard/spec-sentence.ts';

export const CatalogueDocument = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('Catalogue'),
  standard: z.object({ id: z.string(), title: z.string() }),
  /** The clause that requires the specs. */
  clause: z.object({ id: ClauseId, level: Level, title: z.string(), decision: z.string() }),
  /** What is required of each minor version of Kubernetes, from the oldest to the newest. */
  minors: z.array(z.object({ minor: z.string(), specs: z.int().nonnegative() })),
  specs: z.array(
    z.object({
      /** Full Ginkgo name, without `[It] `. */
      name: z.string(),
      /** Those in its name, such as `[Feature:NetworkPolicy]`. */
      tags: z.array(z.string()),
      /** The part of the NetworkPolicy API that it is required for. */
      exercises: z.string(),
      /** What has to hold, for readers who do not know the API. */
      description: z.string(),
      /** The minor versions above that require it. */
      minors: z.array(z.string()),
    }),
  ),
});
export type CatalogueDocument = z.infer<typeof CatalogueDocument>;

/**
 * What is required of a version of Kubernetes, such as `1.36` or `v1.36.3+k3s1`; undefined: of every one that is known.
 *
 * Throws `USAGE` for a version that no catalogue has.
 */
export function catalogueDocument(version?: string): CatalogueDocument {
  const minors = version === undefined ? catalogueMinors : [knownMinor(version)];
  const catalogues = minors.map((minor) => ({ minor, specs: catalogueOf(minor) ?? [] }));
  const specs = new Map(catalogues.flatMap((catalogue) => catalogue.specs.map((spec) => [spec.name, spec])));
  return CatalogueDocument.parse({
    apiVersion: API_VERSION,
    kind: 'Catalogue',
    standard,
    clause: clauses.find(({ id }) => id === 'network-policy'),
    minors: catalogues.map((catalogue) => ({ minor: catalogue.minor, specs: catalogue.specs.length })),
    specs: [...specs.values()].sort(byName).map((spec) => ({
      name: spec.name,
      tags: specTags(spec.name),
      exercises: spec.exercises,
      description: spec.description,
      minors: catalogues.filter((catalogue) => catalogue.specs.includes(spec)).map(({ minor }) => minor),
    })),
  });
}

function byName(a: CatalogueSpec, b: CatalogueSpec): number {
  return a.name < b.name ? -1 : 1;
}

const MINOR = /^v?(\d+\.\d+)$/;

function knownMinor(version: string): string {
  const minor = MINOR.exec(version)?.[1] ?? parseKubernetesVersion(version)?.minor;
  if (minor !== undefined && catalogueMinors.includes(minor)) return minor;
  throw new ScsNetworkingError(
    'USAGE',
    `expected a version of Kubernetes whose catalogue is known (${catalogueMinors.join(', ')}), found '${version}'; for other versions, the specs that the run's own e2e binary lists are required`,
  );
}

/** The JSON of a catalogue: keys in the order of the schema, two blanks, a newline at the end. */
export function catalogueJson(document: CatalogueDocument): string {
  return jsonText(CatalogueDocument.parse(document), 2);
}
