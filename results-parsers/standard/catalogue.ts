import { type CatalogueSpec, catalogueMinors, catalogueSpecs } from './catalogue-data.ts';

export type { CatalogueSpec } from './catalogue-data.ts';
export { catalogueMinors } from './catalogue-data.ts';

/** The specs that a Kubernetes minor must run for `network-policy`; undefined: this version is not in the catalogue. */
export function catalogueOf(minor: string): readonly CatalogueSpec[] | undefined {
  if (!catalogueMinors.includes(minor)) return undefined;
  return catalogueSpecs.filter((spec) => spec.onlyIn?.includes(minor) ?? true);
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
