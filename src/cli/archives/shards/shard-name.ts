import type { Shard } from './shard.ts';

/** Characters of the digest: enough to distinguish the results of one shard from each other. */
const DIGEST_LENGTH = 16;

const NAME = /^shard-(\d+)-of-(\d+)-[0-9a-f]{16}$/;

/** The name of a shard's directory: `shard-03-of-16-` and a digest of the inputs of its results. */
export function shardName({ index, count }: Shard, digest: string): string {
  const digits = String(count - 1).length;
  return `shard-${String(index).padStart(digits, '0')}-of-${count}-${digest.slice(0, DIGEST_LENGTH)}`;
}

/**
 * Whether a directory holds results that a shard replaces: its own from another listing, version or other inputs. If the archives
 * were split into another number of shards, each shard replaces some, so that no old one is left beside the complete set of new ones.
 */
export function isReplacedBy(name: string, { index, count }: Shard, own: string): boolean {
  const [, otherIndex, otherCount] = NAME.exec(name) ?? [];
  if (otherIndex === undefined || name === own) return false;
  return Number(otherCount) === count ? Number(otherIndex) === index : Number(otherIndex) % count === index;
}
