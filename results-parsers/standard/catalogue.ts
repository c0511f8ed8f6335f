import { catalogueReleases, catalogueSpecs } from './catalogue-data.ts';
import type { CatalogueSpec } from './catalogue-spec.ts';
import { specSentence } from './spec-sentence.ts';
import { compareVersions } from './versions.ts';

export type { CatalogueSpec } from './catalogue-spec.ts';

/** The Kubernetes minors whose specs are known, the oldest first. */
export const catalogueMinors: readonly string[] = minorsThat(false);

/** Those whose specs were read before they were released, the oldest first: what they require may still change. */
export const previewMinors: readonly string[] = minorsThat(true);

function minorsThat(isPreview: boolean): string[] {
  return catalogueReleases.filter((release) => release.isPreview === isPreview).map(({ minor }) => minor);
}

/** The specs that a Kubernetes minor must run for `network-policy`; undefined: this version is not in the catalogue, or is a preview. */
export function catalogueOf(minor: string): readonly CatalogueSpec[] | undefined {
  return catalogueMinors.includes(minor) ? specsOf(minor) : undefined;
}

/** The specs that a minor had before it was released; undefined: there is no preview of it. */
export function previewOf(minor: string): readonly CatalogueSpec[] | undefined {
  return previewMinors.includes(minor) ? specsOf(minor) : undefined;
}

/**
 * The minor whose specs stand for those of a minor: itself, or, for one that is newer than all in the catalogue, the newest before
 * it, including a preview; null: nothing is known about it.
 */
export function nearestMinor(minor: string): string | null {
  if (catalogueMinors.includes(minor)) return minor;
  if (outsideCatalogue(minor) !== 'newer') return null;
  return catalogueReleases.map((release) => release.minor).findLast((known) => isNotAfter(known, minor)) ?? null;
}

/** Names of the specs of the nearest minor, by their sentences. */
export function nearestNames(minor: string): ReadonlyMap<string, string> {
  const nearest = nearestMinor(minor);
  return new Map(nearest === null ? [] : specsOf(nearest).map(({ name }) => [specSentence(name), name]));
}

function specsOf(minor: string): readonly CatalogueSpec[] {
  return catalogueSpecs.filter(
    ({ since, until }) => isNotAfter(since, minor) && (until === null || isNotAfter(minor, until)),
  );
}

function isNotAfter(a: string, b: string): boolean {
  return (compareVersions(a, b) ?? 0) <= 0;
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

/** Whether a minor is newer, or older, than all in the catalogue; null: neither. */
export function outsideCatalogue(minor: string): 'newer' | 'older' | null {
  const [oldest = '', newest = ''] = [catalogueMinors[0], catalogueMinors.at(-1)];
  if ((compareVersions(minor, newest) ?? 0) > 0) return 'newer';
  return (compareVersions(minor, oldest) ?? 0) < 0 ? 'older' : null;
}

const byName = new Map(catalogueSpecs.map((spec) => [spec.name, spec]));

/** What is known about a spec, by its full name; null: no catalogue has it. */
export function knownSpec(name: string): CatalogueSpec | null {
  return byName.get(name) ?? null;
}

/** Upstream's NetworkPolicy specs, including those that no catalogue has yet. */
export function isNetworkPolicySpec(name: string): boolean {
  // Among thousands of names, few have even this in them.
  return name.includes('Net') && /NetworkPolicy|Netpol/.test(name);
}

const NEXT_NAME = /NetworkPolicy|Netpol/g;

/** Where in a text, from a place on, the next name of such a spec can be; infinite: nowhere. */
export function nextNetworkPolicySpec(text: string, from: number): number {
  NEXT_NAME.lastIndex = from;
  return NEXT_NAME.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}
