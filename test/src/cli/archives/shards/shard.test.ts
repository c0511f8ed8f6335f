import { expect, test } from '@jest/globals';
import { shardIndexOf } from '../../../../../src/cli/archives/shards/shard.ts';
import { isReplacedBy, shardName } from '../../../../../src/cli/archives/shards/shard-name.ts';

const archives = Array.from({ length: 10_000 }, (_, index) => `s3://archives/2026/${index}.tar.gz`);

test('shards get about the same number of archives, and an archive stays in its shard', () => {
  const counts = archives.reduce((found, archive) => {
    const index = shardIndexOf(archive, 16);
    return found.with(index, (found[index] ?? 0) + 1);
  }, Array<number>(16).fill(0));
  expect(counts.reduce((sum, count) => sum + count)).toBe(10_000);
  for (const count of counts) expect(Math.abs(count - 625)).toBeLessThan(100);
  // A change to how archives are split would split those of all existing jobs anew.
  expect(archives.slice(0, 8).map((archive) => shardIndexOf(archive, 16))).toEqual([14, 10, 2, 7, 3, 1, 11, 13]);
});

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

test.each([
  ['the same shard of another listing', { index: 3, count: 16 }, A, true],
  ['itself', { index: 3, count: 16 }, B, false],
  ['another shard', { index: 4, count: 16 }, A, false],
  ['a shard of a finer division, if this shard is the one that replaces it', { index: 19, count: 32 }, A, true],
  ['a shard of a finer division that another shard replaces', { index: 20, count: 32 }, A, false],
  ['a shard of a coarser division', { index: 3, count: 4 }, A, true],
])('the results of a shard replace those of %s: %j', (_, shard, digest, expected) => {
  const own = shardName({ index: 3, count: 16 }, B);
  expect(isReplacedBy(shardName(shard, digest), { index: 3, count: 16 }, own)).toBe(expected);
});

test.each(['shard-3-of-16', 'shard-3-of-16-mine', 'reports', ''])('they replace nothing else: %j', (name) => {
  expect(isReplacedBy(name, { index: 3, count: 16 }, '')).toBe(false);
});

test('names of shards sort in the order of their numbers', () => {
  expect(shardName({ index: 3, count: 16 }, A)).toBe('shard-03-of-16-aaaaaaaaaaaaaaaa');
  expect(shardName({ index: 0, count: 1 }, A)).toBe('shard-0-of-1-aaaaaaaaaaaaaaaa');
});
