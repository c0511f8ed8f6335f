import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { messageOf, ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { NodeLayout } from '../state/layout.ts';
import type { AddressFamilies, NodeIndex } from '../state/network.ts';
import { type Machine, onNode } from './machine.ts';

/** A node of a running cluster, for code that starts its parts. */
export interface Node {
  readonly index: NodeIndex;
  readonly layout: NodeLayout;
  readonly machine: Machine;
  /** The address families of the cluster. */
  readonly families: AddressFamilies;
}

const PID_FILES = '/run/daemons';
// A shell that ends at once starts the daemon in the background. So the daemon becomes a child of the node's own first process, which reaps it,
// rather than of the process that started it from outside.
const START = `mkdir -p ${PID_FILES}; name=$1; shift; setsid "$@" & echo $! > "${PID_FILES}/$name"`;

const environment = (layout: NodeLayout) => ({
  PATH: `${layout.bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  HOME: '/root',
});

/** Starts a daemon on the node. It continues after this process ends; its output is in the node's logs. */
export async function startDaemon(node: Node, name: string, command: readonly string[]): Promise<void> {
  const [program = 'sh', ...args] = onNode(node.machine, ['sh', '-c', START, 'daemon', name, ...command]);
  const log = openSync(join(node.layout.logs, `${name}.log`), 'a');
  try {
    const starter = spawn(program, args, { stdio: ['ignore', log, log], env: environment(node.layout), cwd: '/' });
    const [exitCode] = await once(starter, 'exit');
    if (exitCode !== 0) {
      throw new ScsNetworkingError('CLUSTER', `expected ${name} to start on the node, found exit code ${exitCode}`);
    }
  } finally {
    closeSync(log);
  }
}

/** Stops a daemon if it runs. Its pid is one of the node's own, which cannot mean a process outside. */
export async function stopDaemon(
  node: Node,
  name: string,
  signal: 'TERM' | 'KILL' | 'STOP' | 'CONT' = 'TERM',
): Promise<void> {
  const kill = `[ ! -e ${PID_FILES}/${name} ] || kill -${signal} $(cat ${PID_FILES}/${name}) 2>/dev/null || true`;
  await runOnNode(node, ['sh', '-c', kill]);
}

/** Runs a command on the node to its end and returns its standard output. */
export async function runOnNode(node: Node, command: readonly string[], input?: string): Promise<string> {
  const [program = 'sh', ...args] = onNode(node.machine, command);
  const { stdout } = await execa(program, args, {
    env: environment(node.layout),
    cwd: '/',
    ...(input === undefined ? {} : { input }),
  });
  return stdout;
}

/**
 * Waits until `isReady` returns true.
 * @throws CLUSTER after `seconds`, with the last lines of the daemon's log: the cause is mostly there.
 */
export async function waitUntil(
  node: Node,
  { what, log, seconds }: { what: string; log: string; seconds: number },
  isReady: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  let found = 'that it is not so';
  while (performance.now() < deadline) {
    try {
      if (await isReady()) return;
    } catch (error) {
      found = messageOf(error);
    }
    await sleep(250);
  }
  const path = join(node.layout.logs, `${log}.log`);
  const lines = (await readFile(path, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-15).join('\n');
  throw new ScsNetworkingError(
    'CLUSTER',
    `expected ${what} within ${seconds} s, found ${found}; end of ${path}:\n${lines}`,
  );
}
