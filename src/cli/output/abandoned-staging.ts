import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const NAME = /^\.scs-networking-(?:([0-9a-f]{8})-(\d{1,10})-)?[A-Za-z0-9]{6}$/;
/** No call takes this long; files that other machines left in a shared directory are removed after that. */
const ABANDONED_MILLISECONDS = 24 * 3_600_000;

/** Begins the name of a directory in which this process gathers what it is going to write. */
export function stagingPrefix(): string {
  return `.scs-networking-${thisMachine()}-${process.pid}-`;
}

/** Removes files of calls that were killed, or ran out of memory, before they could remove these themselves. */
export function removeAbandoned(directory: string): void {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    // Writing there will report what is wrong.
    return;
  }
  for (const name of names) {
    const [found, machine, pid] = NAME.exec(name) ?? [];
    if (found === undefined) continue;
    const path = join(directory, name);
    const isOver = machine === thisMachine() && pid !== undefined ? !isRunning(Number(pid)) : isOld(path);
    if (isOver) tryToRemove(path);
  }
}

/** A file that cannot be removed does no harm. */
function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {}
}

function thisMachine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It may belong to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MILLISECONDS;
}
