import * as z from 'zod';
import { catalogueSpecs } from '../standard/catalogue-data.ts';
import type { CatalogueSpec } from '../standard/catalogue-spec.ts';

export const SpecSetName = z.enum(['pod-cidr', 'sctp-connectivity']);
export type SpecSetName = z.infer<typeof SpecSetName>;

/**
 * Closed sets of specs that waivers may name, each spec under all the names it has had.
 *
 * - `pod-cidr`: ipBlock rules that name the addresses of pods.
 * - `sctp-connectivity`: those that send SCTP. The two that only test TCP beside an SCTP rule are not among them.
 */
export const specSets: Readonly<Record<SpecSetName, readonly string[]>> = {
  'pod-cidr': namesOf(({ usesPodCidr }) => usesPodCidr),
  'sctp-connectivity': namesOf(({ needs }) => needs.includes('sctp')),
};

function namesOf(isMember: (spec: CatalogueSpec) => boolean): readonly string[] {
  return catalogueSpecs
    .filter(isMember)
    .map(({ name }) => name)
    .sort();
}
