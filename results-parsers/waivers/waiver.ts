import * as z from 'zod';
import { CniName } from '../cluster/cni/cni-table.ts';
import { VersionRange } from '../standard/versions.ts';

/**
 * How a spec has to have failed so that a waiver exempts it.
 *
 * - `blocked`: connections were blocked that should be open, and not one was open that should be blocked.
 * - `no-leak`: in any way except an open connection that should be blocked.
 */
export const WaivedFailure = z.enum(['blocked', 'no-leak']);
export type WaivedFailure = z.infer<typeof WaivedFailure>;

/** A written exception for specs, from any kind of file. A field that is null sets no condition. */
export const Waiver = z.object({
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
  cni: z.object({ name: CniName, version: VersionRange.nullable() }).nullable(),
  /** Left out: a failure of any kind is exempted. */
  failure: WaivedFailure.optional(),
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
