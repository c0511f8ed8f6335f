import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 100;
/** How long the kernel may take to remove killed processes. */
const KILL_MILLISECONDS = 5_000;

/** Whether the group has a process that runs. Zombies do not count: as the pod's first process the runner inherits them unreaped. */
function isAlive(group: number): boolean {
  return readdirSync('/proc').some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    let stat: string;
    try {
      stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
    } catch {
      return false; // it ended since the directory was read
    }
    // proc(5): "pid (comm) state ppid pgrp ...", where comm may hold blanks and parentheses
    const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(processGroup) === group && state !== 'Z' && state !== 'X';
  });
}

async function isGoneWithin(group: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isAlive(group)) {
    if (Date.now() >= end) return false;
    await sleep(Math.min(POLL_MILLISECONDS, Math.max(1, end - Date.now())));
  }
  return true;
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // the group ended by itself
  }
}

/**
 * Stops ginkgo and all its e2e.test processes, within `milliseconds` and a little.
 *
 * The ginkgo command does not forward signals, so the whole group gets them. Each e2e.test counts them, SIGINT and SIGTERM alike
 * (ginkgo's internal/interrupt_handler): on the first it ends the running spec, runs cleanup and reports; on the second it leaves out
 * what is left of the cleanup and reports; on the third it does not even report. So a group gets two, then SIGKILL.
 */
export async function stopGroup(group: number, milliseconds: number): Promise<void> {
  for (let interrupts = 0; interrupts < 2; interrupts += 1) {
    signal(group, 'SIGINT');
    if (await isGoneWithin(group, milliseconds / 2)) return;
  }
  signal(group, 'SIGKILL');
  await isGoneWithin(group, KILL_MILLISECONDS);
}

/** Stops what is left of a group whose leader has ended, such as e2e.test processes after a crash of ginkgo. */
export async function stopRemains(group: number, milliseconds: number): Promise<void> {
  if (isAlive(group)) await stopGroup(group, milliseconds);
}
