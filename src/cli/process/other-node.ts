import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Where `npm ci` puts the Node.js that comes with the project, seen from the bundle, and from a package that was installed beside it. */
const PLACES = ['../node_modules/.bin/node', '../../.bin/node'];

/** The Node.js that comes with the project; undefined: it was not installed. */
export function ownNode(module: string): string | undefined {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, module)));
  return places.find((place) => existsSync(place));
}

/** Marks a Node.js that was started in this way: if it is also too old, it must not start itself forever. */
const STARTED = 'SCS_NETWORKING_OTHER_NODE';

/** Runs this process's command line under another Node.js, and ends as that does. */
export async function startUnder(node: string): Promise<void> {
  const [, ...args] = process.argv;
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, [STARTED]: '1' } });
  // Ctrl-C reaches both, SIGTERM only this one.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => {});
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** Whether this process was started by `startUnder`. */
export function isStartedUnder(): boolean {
  return process.env[STARTED] !== undefined;
}
