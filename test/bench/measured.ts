import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A command line; the first word is the program. */
export type Way = { readonly name: string; readonly command: readonly [string, ...string[]] };

/** Seconds from the start of a program to its end, whatever its exit code. Throws if it cannot be started or a signal ends it. */
export async function secondsOf(command: readonly [string, ...string[]]): Promise<number> {
  const [program, ...args] = command;
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const [, signal] = await once(child, 'close');
  if (signal !== null) throw new Error(`expected ${command.join(' ')} to end by itself, found it ended by ${signal}`);
  return (performance.now() - startedAt) / 1000;
}

/**
 * The same command on a single core. Even with one job, a call has several threads, which unpack, compile and collect memory, so it would
 * use more than one core.
 */
export function onOneCore(command: readonly [string, ...string[]]): [string, ...string[]] {
  return ['taskset', '--cpu-list', '0', ...command];
}

/** The median seconds of each way, measured in turns, so that other work on the machine affects all of them alike. */
export async function medians<const Ways extends readonly Way[]>(
  ways: Ways,
  repetitions: number,
): Promise<{ [Index in keyof Ways]: number }> {
  const seconds = ways.map((): number[] => []);
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const [index, { command }] of ways.entries()) seconds[index]?.push(await secondsOf(command));
  }
  return seconds.map(median) as { [Index in keyof Ways]: number };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/**
 * Processor seconds of a program and all that it started, which are more reliable than elapsed time on a machine that also does other work.
 * Throws if it cannot be started.
 */
export async function processorSecondsOf(command: readonly [string, ...string[]]): Promise<number> {
  // The second line of `times` has the user and system time of the children.
  const child = spawn('bash', ['-c', '"$@" > /dev/null 2>&1; times', 'bash', ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
  await once(child, 'close');
  const times = [...(Buffer.concat(said).toString().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) throw new Error(`expected the times of ${command.join(' ')}, found ${Buffer.concat(said)}`);
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

/** Makes a node process write its peak of resident memory, in KiB, as the last thing on standard error. */
const PRINT_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))`;

/** The peak of resident memory of a node process, in MB of 1,000,000 bytes. */
export async function peakMegabytes(node: string, args: readonly string[]): Promise<number> {
  const child = spawn(node, ['--import', PRINT_PEAK, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
  await once(child, 'close');
  const kibibytes = Number(Buffer.concat(said).toString().split('\n').at(-1));
  if (!Number.isFinite(kibibytes) || kibibytes === 0) throw new Error(`expected a peak, found: ${Buffer.concat(said)}`);
  return (kibibytes * 1024) / 1e6;
}
