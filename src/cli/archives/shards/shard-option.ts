import { InvalidArgumentError, Option } from 'commander';
import type { Shard } from './shard.ts';

export type ShardFlags = { shard?: Shard };

export function shardOption(): Option {
  return new Option(
    '--shard <index/number>',
    'evaluate only this part of the archives, from 0/16 to 15/16, and write it to a directory of its own below --output; `scs-networking job` runs all of them',
  )
    .argParser(shard)
    .helpGroup('On several machines:');
}

function shard(text: string): Shard {
  const [, index, count] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  if (index === undefined || Number(index) >= Number(count)) {
    throw new InvalidArgumentError('Expected an index that begins at 0, and a number, such as 0/16 or 15/16.');
  }
  return { index: Number(index), count: Number(count) };
}
