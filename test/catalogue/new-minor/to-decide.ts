import type { CatalogueMinor, CatalogueSpec } from '../../../results-parsers/standard/catalogue-spec.ts';
import { defaultWaivers } from '../../../results-parsers/waivers/default-profile.ts';

/** Facts about a new minor, compared with the newest one known before. */
export interface FoundOut {
  readonly found: CatalogueMinor;
  readonly before: CatalogueMinor;
  readonly specs: readonly CatalogueSpec[];
  /** Files with the sources of specs that differ from those of the minor before. */
  readonly changed: readonly string[];
  /** Modules that the proxy does not serve; empty: the test cluster has its pins. */
  readonly missing: readonly string[];
}

/** What a person has to decide, one sentence or two each. */
export function toDecide({ found, before, specs, changed, missing }: FoundOut): string[] {
  const { minor, release, isPreview, agnhost } = found;
  const added = specs.filter(({ since }) => since === minor).map(({ name }) => name);
  const gone = specs.filter(({ until }) => until === before.minor).map(({ name }) => name);
  const waivers = defaultWaivers.waivers.map(({ id }) => id).join(', ');
  return [
    ...(isPreview
      ? [`${release} is a preview, which acquits nobody. Run this again once the module proxy serves v${minor}.0.`]
      : []),
    ...added.map((name) => `New: '${name}'. Is its record in test/catalogue/spec-meanings.ts right?`),
    ...gone.map((name) => `Gone: '${name}'. Was it renamed or dropped?`),
    changed.length === 0
      ? `The sources of the specs are those of ${before.release}: their output has not changed.`
      : `Sources of the specs that differ from ${before.release}: ${changed.join(', ')}. Can results-parsers/spec-failures still read their output?`,
    `Waivers of the default profile: ${waivers}. Do their reasons still hold for ${minor}?`,
    ...(agnhost === before.agnhost
      ? []
      : [`The specs' image is agnhost:${agnhost} instead of ${before.agnhost}. Mirrors need it.`]),
    missing.length === 0
      ? `The test cluster has pins. Try them: npm run cluster -- up --kubernetes ${minor}; then the rows that docs/engines.md misses: npm run test:cluster -- --matrix engines --kubernetes ${minor}.`
      : `No cluster: the module proxy does not serve ${missing.join(', ')}.`,
  ];
}
