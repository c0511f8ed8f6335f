import * as z from 'zod';
import { API_VERSION } from '../core/api-version.ts';

const Count = z.int().nonnegative();

/** How the archives of a shard ended, which `evaluate --shard` writes as `shard.json` once all other results of the shard are there. */
export const ShardResults = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('Shard'),
  /** From 0 to `count` - 1. */
  index: Count,
  /** Into how many shards the archives are split. */
  count: z.int().positive(),
  /** SHA-256 of all inputs of the results: archives, version of the tool, options, waivers. The shard's directory has its beginning. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** The sum of the following. */
  archives: Count,
  compliant: Count,
  'non-compliant': Count,
  inconclusive: Count,
  unreadable: Count,
  defects: Count,
});
export type ShardResults = z.infer<typeof ShardResults>;
