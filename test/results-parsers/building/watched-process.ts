import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What a process cost and how it ended. */
export type Watched = {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Of the processor, which does not depend on what else the machine does. */
  seconds: number;
  /** The peak of resident memory, in MB of 1,000,000 bytes. */
  megabytes: number;
  stderr: string;
  stdout: string;
};

export type WatchLimits = { seconds: number; megabytes: number };

const SAMPLE_MILLISECONDS = 25;
/** Linux counts a process' time in hundredths of a second. */
const TICKS = 100;
const KEPT_CHARACTERS = 20_000;

/** Runs a program and looks at it until it ends; one that goes far beyond the limits is killed. */
export async function watched(command: readonly [string, ...string[]], most: WatchLimits): Promise<Watched> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [seconds, megabytes, stdout, stderr] = [0, 0, '', ''];
  child.stdout.on('data', (bytes: Buffer) => {
    stdout = (stdout + bytes).slice(0, KEPT_CHARACTERS);
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr = (stderr + bytes).slice(0, KEPT_CHARACTERS);
  });
  const look = (): void => {
    const found = sample(child.pid ?? 0);
    if (found === undefined) return;
    seconds = Math.max(seconds, found.seconds);
    megabytes = Math.max(megabytes, found.megabytes);
    if (seconds > 3 * most.seconds || megabytes > 6 * most.megabytes) child.kill('SIGKILL');
  };
  const timer = setInterval(look, SAMPLE_MILLISECONDS);
  const [exitCode, signal]: [number | null, NodeJS.Signals | null] = await once(child, 'close').then(([code, name]) => [
    code,
    name,
  ]);
  clearInterval(timer);
  return { exitCode, signal, seconds, megabytes, stderr, stdout };
}

function sample(pid: number): { seconds: number; megabytes: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const kibibytes = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0);
    return { seconds: (Number(times[11]) + Number(times[12])) / TICKS, megabytes: (kibibytes * 1024) / 1e6 };
  } catch {
    return undefined;
  }
}
