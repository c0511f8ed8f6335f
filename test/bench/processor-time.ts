import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;
const EVERY_MS = 500;

/** Seconds that the machine's processors worked while something went on. */
export interface ProcessorTime {
  /** The share of all processors that was busy, from 0 to 1. */
  readonly busy: number;
  /** Seconds by the names of programs, the most first; programs that are too short-lived to be seen are under SHORT_LIVED. */
  readonly seconds: ReadonlyMap<string, number>;
}

export const SHORT_LIVED = 'programs that ran for less than half a second';

/** Watches the machine's processors until the work is done. */
export async function processorTimeOf<T>(work: Promise<T>): Promise<{ result: T; time: ProcessorTime }> {
  const before = await machineTicks();
  const first = await processTicks();
  const last = new Map(first);
  const done = work.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([done, sleep(EVERY_MS, false)]))) {
    for (const [key, seen] of await processTicks()) last.set(key, seen);
  }
  const after = await machineTicks();
  const seconds = new Map<string, number>();
  for (const [key, { name, ticks }] of last) {
    const spent = (ticks - (first.get(key)?.ticks ?? 0)) / TICKS;
    if (spent > 0) seconds.set(name, (seconds.get(name) ?? 0) + spent);
  }
  const worked = (after.worked - before.worked) / TICKS;
  seconds.set(SHORT_LIVED, Math.max(0, worked - [...seconds.values()].reduce((sum, each) => sum + each, 0)));
  const time = {
    busy: worked / ((after.all - before.all) / TICKS),
    seconds: new Map([...seconds].sort(([, a], [, b]) => b - a)),
  };
  return { result: await work, time };
}

/** From the first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
async function machineTicks(): Promise<{ worked: number; all: number }> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  const [, , , idle = 0, waiting = 0] = ticks;
  const all = ticks.reduce((sum, each) => sum + each, 0);
  return { worked: all - idle - waiting, all };
}

/** By pid and start time, so that a reused pid counts as another process. */
async function processTicks(): Promise<Map<string, { name: string; ticks: number }>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = new Map<string, { name: string; ticks: number }>();
  await Promise.all(
    pids.map(async (pid) => {
      // The process may have ended meanwhile.
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const end = text.lastIndexOf(')');
      if (end < 0) return;
      const fields = text.slice(end + 2).split(' ');
      const name = text.slice(text.indexOf('(') + 1, end);
      found.set(`${pid} ${fields[19]}`, { name, ticks: Number(fields[11]) + Number(fields[12]) });
    }),
  );
  return found;
}
