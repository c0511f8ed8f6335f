import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { sonobuoyComponent } from '../cluster/builds/components.ts';
import { buildBatch, goVersion, isBuilt, locateBinary } from '../cluster/builds/go-build.ts';
import { readSonobuoyVersion } from '../cluster/builds/sonobuoy-version.ts';
import { TESTED_SONOBUOY } from '../cluster/builds/tested-versions.ts';
import { say } from '../cluster/progress/steps.ts';
import { costOfArchive } from './archives-by-the-thousand.ts';
import { writeArchive } from './generated-archive.ts';
import { medians, peakMegabytes, secondsOf, type Way } from './measured.ts';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/cli.js');
const FIXTURES = join(ROOT, 'test/fixtures');
/** Of upstream's plugin: Sonobuoy lists all 7,500 specs of it, as it does for whoever uses it. */
const UPSTREAM = join(FIXTURES, 'upstream-conformance.tar.gz');
const OWN = join(FIXTURES, 'enforcing.tar.gz');
const MB = 1e6;
const MANY = 120;

/** Of which what starting takes is known. */
const FEW = 100;

type Sizes = { large: number; huge: number; thousands: number; onlyThousands?: true };

await new Command('bench')
  .description(
    'Measures the command line beside other programs and prints ratios, with the figures they come from. Nothing else should run on the machine. Needs gzip, tar, and 2.5 GB for temporary files.',
  )
  .option('--large <MB>', 'megabytes of the large archive', Number, 200)
  .option('--huge <MB>', 'megabytes of the huge archive, whose memory alone is measured', Number, 2000)
  .option('--thousands <number>', 'archives of a real run in one call', Number, 2000)
  .option('--only-thousands', 'measure nothing else')
  .action(bench)
  .parseAsync();

async function bench(sizes: Sizes): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-bench-'));
  const tidy = (): Promise<void> => rm(directory, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void tidy().finally(() => process.exit(130)));
  }
  try {
    if (sizes.onlyThousands !== true) {
      await startUp(directory);
      await besideSonobuoy();
      await largeArchives(directory, sizes);
      await manyArchives(directory);
    }
    await thousandsOfArchives(directory, sizes);
  } finally {
    await tidy();
  }
}

async function startUp(directory: string): Promise<void> {
  const empty = join(directory, 'empty.mjs');
  await writeFile(empty, '');
  const ways = [
    { name: 'node with an empty file', command: [process.execPath, empty] },
    ours('--version'),
    ours('--help'),
  ] as const;
  const [bare, version, help] = await medians(ways, 20);
  print('start, --version', version, bare, 'node with an empty file', 2);
  print('start, --help', help, bare, 'node with an empty file', 2);
}

async function besideSonobuoy(): Promise<void> {
  const sonobuoy = await sonobuoyBinary();
  for (const [what, archive] of [
    ["an archive of upstream's plugin", UPSTREAM],
    ['an archive of our plugin', OWN],
  ] as const) {
    const theirs = { name: 'sonobuoy results', command: [sonobuoy, 'results', archive] } as const;
    const [we, they] = await medians([ours('evaluate', archive), theirs], 10);
    print(`evaluate, ${what}`, we, they, 'sonobuoy results', 1);
  }
}

async function largeArchives(directory: string, { large, huge }: Sizes): Promise<void> {
  const archive = join(directory, 'archive.tar.gz');
  for (const megabytes of [1, large, huge]) {
    await writeArchive(archive, UPSTREAM, megabytes * MB);
    if (megabytes === large) {
      const shell = `gzip -dc '${archive}' | tar -t`;
      const theirs = { name: 'gzip and tar', command: ['bash', '-c', shell] } as const;
      const [we, they] = await medians([ours('evaluate', archive), theirs], 3);
      print(`evaluate, ${megabytes} MB`, we, they, 'gzip -dc | tar -t', 1);
    }
    const peak = await peakMegabytes(process.execPath, [CLI, 'evaluate', archive]);
    tell(`peak memory, ${megabytes} MB: ${peak.toFixed(0)} MB (goal: at most 200 MB)`);
  }
}

/** Against a share of the time that one after the other takes: linear would be 1. */
async function manyArchives(directory: string): Promise<void> {
  const archive = join(directory, 'archive.tar.gz');
  await writeArchive(archive, UPSTREAM, 5 * MB);
  const archives = Array.from({ length: MANY }, () => archive);
  const cores = availableParallelism();
  const [together, oneByOne] = await medians(
    [ours('evaluate', '--jobs', String(cores), ...archives), ours('evaluate', '--jobs', '1', ...archives)],
    2,
  );
  print(`evaluate, ${MANY} archives of 5 MB, ${cores} jobs`, together, oneByOne / cores, `1/${cores} of one job`, 1.2);
}

async function thousandsOfArchives(directory: string, { thousands: many }: Sizes): Promise<void> {
  const cost = await costOfArchive(directory, { cli: CLI, archive: OWN, few: FEW, many });
  const { milliseconds: ms, besides, overLinear, megabytes } = cost;
  tell(
    `evaluate, each of ${many} archives of 0.3 MB after the start: ${ms.toFixed(1)} ms of a core (goal: at most 15), ` +
      `gzip -dc | tar -t: ${besides.toFixed(1)} ms, ratio ${(ms / besides).toFixed(2)}`,
  );
  tell(`all cores beside one: ${overLinear.toFixed(2)} times the time of a core (goal: at most 1.2)`);
  tell(`peak memory, ${FEW} archives: ${megabytes.few.toFixed(0)} MB, ${many}: ${megabytes.many.toFixed(0)} MB`);
}

function ours(...args: string[]): Way {
  return { name: 'scs-networking', command: [process.execPath, CLI, ...args] };
}

async function sonobuoyBinary(): Promise<string> {
  const component = sonobuoyComponent(await readSonobuoyVersion(TESTED_SONOBUOY));
  const binary = await locateBinary(component, await goVersion());
  if (!(await isBuilt(binary))) {
    say('building Sonobuoy, once');
    await buildBatch([binary]);
  }
  // So that the first measured start does not read it from the disk.
  await secondsOf([binary.path, 'version']);
  return binary.path;
}

function print(what: string, we: number, they: number, whose: string, goal: number): void {
  const ratio = we / they;
  tell(
    `${what}: ${milliseconds(we)}, ${whose}: ${milliseconds(they)}, ratio ${ratio.toFixed(2)} (goal: at most ${goal})`,
  );
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}
