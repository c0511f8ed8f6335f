import * as z from 'zod';
import { catalogueSpecs } from '../catalogue-data.ts';
import { netpolSpecName } from '../spec-name.ts';

export const SpecSetName = z.enum(['pod-cidr', 'sctp-connectivity']);
export type SpecSetName = z.infer<typeof SpecSetName>;

const POD_CIDR_LEAVES = [
  'should allow egress access to server in CIDR block',
  'should enforce except clause while egress access to server in CIDR block',
  'should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed',
] as const;

/**
 * Closed sets of specs that waivers may name, each spec under all names that it had.
 *
 * - `pod-cidr`: ipBlock rules that name the addresses of pods.
 * - `sctp-connectivity`: those that send SCTP. The two that only look at TCP beside an SCTP rule are not among them.
 */
export const specSets: Readonly<Record<SpecSetName, readonly string[]>> = {
  'pod-cidr': POD_CIDR_LEAVES.map(netpolSpecName),
  'sctp-connectivity': catalogueSpecs
    .map(({ name }) => name)
    .filter((name) => name.includes('[Feature:SCTPConnectivity]'))
    .sort(),
};
