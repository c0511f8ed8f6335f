import { copyFile, link, mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { onOneCore, peakMegabytes, processorSecondsOf, secondsOf } from './measured.ts';

/** The cost of one more archive, once a call has started. */
export type CostOfArchive = {
  /** Processor milliseconds per archive: of our own call, and of `gzip -dc | tar -t` on the same files one after another. */
  milliseconds: number;
  besides: number;
  /** The time with one job per core, times the number of cores, divided by the time of one job on one core: 1 would be linear. */
  overLinear: number;
  /** The peak of resident memory with few archives and with many, in MB. */
  megabytes: { few: number; many: number };
};

/**
 * Measures calls on copies of one archive. The start takes the same time with few and with many, so the difference is what
 * archives cost.
 */
export async function costOfArchive(
  directory: string,
  { cli, archive, few, many }: { cli: string; archive: string; few: number; many: number },
): Promise<CostOfArchive> {
  const cores = availableParallelism();
  const [small, large] = [
    await copies(join(directory, 'few'), archive, few),
    await copies(join(directory, 'many'), archive, many),
  ];
  const evaluate = (place: string, jobs: number): [string, ...string[]] => [
    process.execPath,
    ...[cli, 'evaluate', '--format', 'csv', '--jobs', String(jobs), place],
  ];
  const shell = (place: string): [string, ...string[]] => [
    'bash',
    '-c',
    `for f in '${place}'/*; do gzip -dc "$f" | tar -t; done`,
  ];
  const perArchive = async (
    command: (place: string) => [string, ...string[]],
    measure: typeof secondsOf,
  ): Promise<number> => {
    const less = await measure(command(small));
    return (((await measure(command(large))) - less) * 1000) / (many - few);
  };
  const one = await perArchive((place) => onOneCore(evaluate(place, 1)), secondsOf);
  const all = await perArchive((place) => evaluate(place, cores), secondsOf);
  const peak = (place: string): Promise<number> => peakMegabytes(process.execPath, evaluate(place, cores).slice(1));
  return {
    milliseconds: await perArchive((place) => evaluate(place, cores), processorSecondsOf),
    besides: await perArchive(shell, processorSecondsOf),
    overLinear: (all * cores) / one,
    megabytes: { few: await peak(small), many: await peak(large) },
  };
}

/** Files with different names that take no more room than one (hard links). */
async function copies(directory: string, archive: string, count: number): Promise<string> {
  await mkdir(directory);
  const original = join(directory, '..', 'original.tar.gz');
  await copyFile(archive, original);
  for (let index = 0; index < count; index += 1)
    await link(original, join(directory, `${String(index).padStart(6, '0')}.tar.gz`));
  return directory;
}
