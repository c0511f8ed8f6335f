import { type CatalogueSpec, catalogueMinors, catalogueSpecs } from './catalogue-data.ts';
import { specSentence } from './spec-sentence.ts';
import { compareVersions } from './waivers/versions.ts';

export type { CatalogueSpec } from './catalogue-data.ts';
export { catalogueMinors } from './catalogue-data.ts';

/** The specs that a Kubernetes minor must run for `network-policy`; undefined: this version is not in the catalogue. */
export function catalogueOf(minor: string): readonly CatalogueSpec[] | undefined {
  if (!catalogueMinors.includes(minor)) return undefined;
  return catalogueSpecs.filter((spec) => spec.onlyIn?.includes(minor) ?? true);
}

/** Names, as the newest minor has them, of the specs that every minor in the catalogue requires; their tags differ from minor to minor. */
export function requiredByEveryMinor(): readonly string[] {
  const sentences = catalogueMinors.map((minor) => new Set(namesOf(minor).map(specSentence)));
  return requiredByNewestMinor().filter((name) => sentences.every((known) => known.has(specSentence(name))));
}

/** Names of the specs that the newest minor in the catalogue requires. */
export function requiredByNewestMinor(): readonly string[] {
  return namesOf(catalogueMinors.at(-1) ?? '');
}

function namesOf(minor: string): readonly string[] {
  return (catalogueOf(minor) ?? []).map(({ name }) => name);
}

/** Whether a minor is newer, or older, than all in the catalogue; null: it is neither. */
export function outsideCatalogue(minor: string): 'newer' | 'older' | null {
  const [oldest = '', newest = ''] = [catalogueMinors[0], catalogueMinors.at(-1)];
  if ((compareVersions(minor, newest) ?? 0) > 0) return 'newer';
  return (compareVersions(minor, oldest) ?? 0) < 0 ? 'older' : null;
}

const byName = new Map(catalogueSpecs.map((spec) => [spec.name, spec]));

/** Which part of the NetworkPolicy API a spec exercises; null: it is in no catalogue. */
export function exercisedBy(name: string): string | null {
  return byName.get(name)?.exercises ?? null;
}

/** Upstream's NetworkPolicy specs, those included that no catalogue knows yet. */
export function isNetworkPolicySpec(name: string): boolean {
  return /NetworkPolicy|Netpol/.test(name);
}
