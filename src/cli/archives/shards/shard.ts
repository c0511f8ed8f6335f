import { createHash } from 'node:crypto';

/** One of the parts into which archives are split. `index` begins at 0, as that of a pod of an Indexed Job does. */
export type Shard = { index: number; count: number };

/** Of the digest of a path; as many bytes as a number holds. */
const DIGEST_BYTES = 6;

/**
 * The index of the shard that an archive belongs to. It depends only on the path as it was given: archives that come or go
 * move no others.
 */
export function shardIndexOf(archive: string, count: number): number {
  return createHash('sha256').update(archive).digest().readUIntBE(0, DIGEST_BYTES) % count;
}
