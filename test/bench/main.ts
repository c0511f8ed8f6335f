import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { costOfArchive } from './archives-by-the-thousand.ts';
import { writeArchive } from './generated-archive.ts';
import { medians, onOneCore, peakMegabytes } from './measured.ts';
import { oneArchive } from './one-archive.ts';
import { CLI, ours, printRatio, tell } from './printed.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
/** An archive of upstream's plugin, from which larger ones are made. */
const RECORDED = join(FIXTURES, 'upstream-conformance.tar.gz');
const OWN = join(FIXTURES, 'enforcing.tar.gz');
const MB = 1e6;
const MANY = 120;

/** An archive with which the time to start is measured. */
const FEW = 100;

type Flags = { large: number; huge: number; thousands: number; onlyThousands?: true; one?: true };

await new Command('bench')
  .description(
    'Measures the command line beside other programs and prints ratios, with the figures they come from. Nothing else should run on the machine. Needs gzip, tar, taskset, and 2.5 GB for temporary files.',
  )
  .option('--large <MB>', 'megabytes of the large archive', Number, 200)
  .option('--huge <MB>', 'megabytes of the huge archive, whose memory alone is measured', Number, 2000)
  .option('--thousands <number>', 'archives of a real run in one call', Number, 2000)
  .option('--only-thousands', 'measure nothing else')
  .option('--one', 'measure only help and the evaluation of one small archive: a minute')
  .action(bench)
  .parseAsync();

async function bench(flags: Flags): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-bench-'));
  const tidy = (): Promise<void> => rm(directory, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void tidy().finally(() => process.exit(130)));
  }
  try {
    if (flags.onlyThousands !== true) await oneArchive();
    if (flags.one === true) return;
    if (flags.onlyThousands !== true) {
      await largeArchives(directory, flags);
      await manyArchives(directory);
    }
    await thousandsOfArchives(directory, flags);
  } finally {
    await tidy();
  }
}

async function largeArchives(directory: string, { large, huge }: Flags): Promise<void> {
  const archive = join(directory, 'archive.tar.gz');
  for (const megabytes of [1, large, huge]) {
    await writeArchive(archive, RECORDED, megabytes * MB);
    if (megabytes === large) {
      const shell = `gzip -dc '${archive}' | tar -t`;
      const theirs = { name: 'gzip and tar', command: ['bash', '-c', shell] } as const;
      const [we, they] = await medians([ours('evaluate', archive), theirs], 3);
      printRatio(`evaluate, ${megabytes} MB`, we, they, 'gzip -dc | tar -t', 1);
    }
    const peak = await peakMegabytes(process.execPath, [CLI, 'evaluate', archive]);
    tell(`peak memory, ${megabytes} MB: ${peak.toFixed(0)} MB (goal: at most 200 MB)`);
  }
}

/** Compared with its share of the time that one job takes on one core: linear would be 1. */
async function manyArchives(directory: string): Promise<void> {
  const archive = join(directory, 'archive.tar.gz');
  await writeArchive(archive, RECORDED, 5 * MB);
  const archives = Array.from({ length: MANY }, () => archive);
  const cores = availableParallelism();
  const { name, command } = ours('evaluate', '--jobs', '1', ...archives);
  const [together, oneByOne] = await medians(
    [ours('evaluate', '--jobs', String(cores), ...archives), { name, command: onOneCore(command) }],
    2,
  );
  printRatio(
    `evaluate, ${MANY} archives of 5 MB, ${cores} jobs`,
    together,
    oneByOne / cores,
    `1/${cores} of one job on one core`,
    1.2,
  );
}

async function thousandsOfArchives(directory: string, { thousands: many }: Flags): Promise<void> {
  const cost = await costOfArchive(directory, { cli: CLI, archive: OWN, few: FEW, many });
  const { milliseconds: ms, besides, overLinear, megabytes } = cost;
  tell(
    `evaluate, each of ${many} archives of 0.3 MB after the start: ${ms.toFixed(1)} ms of a core (goal: at most 15), ` +
      `gzip -dc | tar -t: ${besides.toFixed(1)} ms, ratio ${(ms / besides).toFixed(2)}`,
  );
  tell(`all cores beside one: ${overLinear.toFixed(2)} times the time of a core (goal: at most 1.2)`);
  tell(`peak memory, ${FEW} archives: ${megabytes.few.toFixed(0)} MB, ${many}: ${megabytes.many.toFixed(0)} MB`);
}
