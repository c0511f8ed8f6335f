import * as z from 'zod';
import { CniName } from '../../subject/cni/cni-table.ts';

/** Versions from one, included, to another, excluded; null: no limit on that side. */
export const VersionRange = z.strictObject({ from: z.string().nullable(), below: z.string().nullable() });
export type VersionRange = z.infer<typeof VersionRange>;

/** A written exception for specs, whatever file it was read from. What is null sets no condition. */
export const Waiver = z.strictObject({
  /** Unique among all that are in force. */
  id: z.string(),
  /** Where it comes from: a file's name, or the name of the default profile. */
  source: z.string(),
  /** Full names, sorted; a waiver exempts these and no other. */
  specs: z.array(z.string()),
  /** The pattern of an SCS file that `specs` was resolved from, whose waivers have no scope and no end. */
  pattern: z.string().nullable(),
  /** Minor versions, such as `1.36`. */
  kubernetes: VersionRange.nullable(),
  cni: z.strictObject({ name: CniName, version: VersionRange.nullable() }).nullable(),
  reason: z.string(),
  link: z.string().nullable(),
  owner: z.string().nullable(),
  /** The last day on which it waives, in UTC. */
  expires: z.iso.date().nullable(),
});
export type Waiver = z.infer<typeof Waiver>;

/** The waivers of one source. */
export type WaiverSet = {
  source: string;
  /** Of the file's bytes, hexadecimal; null: the default profile, which is part of this version of the tool. */
  sha256: string | null;
  waivers: readonly Waiver[];
};
