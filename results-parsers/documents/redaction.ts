import * as z from 'zod';
import { API_VERSION } from '../core/api-version.ts';

const Digest = { bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) };

/** The record's place in a redacted archive. */
export const REDACTION_FILE = 'redaction.json';

/** What a redacted archive records about the archive it was made from. */
export const Redaction = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('Redaction'),
  tool: z.object({ name: z.literal('scs-networking'), version: z.string() }),
  /** The archive that was redacted, as it was given. */
  archive: z.object({ container: z.enum(['tar', 'directory']), ...Digest }),
  /** The plugins that left files there, judged or not; sorted. */
  plugins: z.array(z.string()),
  /** Files that were reduced to what a verdict can rest on, with their digests before that. */
  reduced: z.array(z.object({ path: z.string(), ...Digest })),
  /** Files that are gone, with their digests; those whose paths hold no names of what else runs in the cluster. */
  removed: z.array(z.object({ path: z.string(), ...Digest })),
  /**
   * All other files that are gone: their number, their size, and the digest of the lines that `sha256sum` prints for them, sorted by path,
   * with which anyone who has the archive can check that these files are meant.
   */
  unlisted: z.object({ files: z.int().nonnegative(), ...Digest }).optional(),
});
export type Redaction = z.infer<typeof Redaction>;
