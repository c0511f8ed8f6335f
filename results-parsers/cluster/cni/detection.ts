import * as z from 'zod';
import { CniName } from './cni-table.ts';

/** One mark of a network plugin in the archive. */
export const CniEvidence = z.object({ path: z.string(), what: z.string() });
export type CniEvidence = z.infer<typeof CniEvidence>;

export const CniCandidate = z.object({
  name: CniName,
  version: z.string().nullable(),
  /** Something of it, or of its name, was at work during the run. False: there are only traces, which a removed plugin leaves too. */
  running: z.boolean(),
  evidence: z.array(CniEvidence),
});
export type CniCandidate = z.infer<typeof CniCandidate>;

/** The network plugin of a cluster, as far as the archive shows. Evidence about the cluster, never a ground for a pass. */
export const CniDetection = z.object({
  /** Null: not known, `reason` says why. */
  name: CniName.nullable(),
  version: z.string().nullable(),
  reason: z.string().nullable(),
  /** Every plugin of which there is a mark, sorted by name. */
  candidates: z.array(CniCandidate),
});
export type CniDetection = z.infer<typeof CniDetection>;
