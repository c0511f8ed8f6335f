import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { CLUSTERS_DIRECTORY, type ClusterLayout, type NodeLayout } from '../state/layout.ts';
import { NODE_NAMES, type NodeIndex } from '../state/network.ts';
import { createGroups, processesOf, removeGroups } from './cgroups.ts';

/**
 * A machine within the machine, in which one of a cluster's nodes runs: its own namespaces for mounts, network, processes, names and
 * cgroups. It ends, with everything in it, when its processes are killed, which are found by their cgroup.
 */
export interface Machine {
  /** The first process of the namespaces, as the host numbers it. */
  readonly init: number;
  readonly joinGroups: readonly string[];
}

// Joins cgroups, given as a list that ends with `--`, then becomes the command after it.
const JOIN_AND_EXEC = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs"; shift; done; shift; exec "$@"';
const NAMESPACES = ['--mount', '--net', '--uts', '--ipc', '--pid', '--cgroup'] as const;

const joining = (groups: readonly string[], command: readonly string[]) => [
  'sh',
  '-c',
  JOIN_AND_EXEC,
  'join',
  ...groups,
  '--',
  ...command,
];

export async function bootMachine(cluster: string, node: NodeIndex, layout: NodeLayout): Promise<Machine> {
  for (const directory of [layout.etc, `${layout.etc}.work`, layout.varLib, layout.varLog, layout.logs]) {
    await mkdir(directory, { recursive: true });
  }
  const groups = await createGroups(cluster, node);
  const boot = [
    join(import.meta.dirname, 'machine-boot.sh'),
    layout.etc,
    layout.varLib,
    layout.varLog,
    NODE_NAMES[node],
  ];
  // First enters the cgroup namespace, with the cluster's root as its root, and only then the group of the daemons.
  const others = ['--mount', '--net', '--uts', '--ipc', '--pid', '--mount-proc', '--fork', '--kill-child'];
  const inside = joining(groups.daemons, ['unshare', ...others, 'tini', '--', 'sh', ...boot]);
  const [program = 'sh', ...args] = joining(groups.roots, ['unshare', '--cgroup', ...inside]);

  const log = openSync(join(layout.logs, 'machine.log'), 'a');
  const outer = spawn(program, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  outer.unref();
  const init = await waitForInit(outer.pid ?? 0, layout);
  return { init, joinGroups: groups.daemons };
}

async function waitForInit(outer: number, layout: NodeLayout): Promise<number> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const children = await readFile(`/proc/${outer}/task/${outer}/children`, 'utf8').catch(() => '');
    const init = Number(children.trim().split(' ')[0] ?? 0);
    if (init > 0 && (await readFile(`/proc/${init}/root/run/booted`).catch(() => undefined)) !== undefined) {
      return init;
    }
    await sleep(50);
  }
  const log = await readFile(join(layout.logs, 'machine.log'), 'utf8').catch(() => '');
  throw new ScsNetworkingError('CLUSTER', `expected the node's namespaces within 10 s, found none: ${log.trim()}`);
}

/** The command line that runs `command` on the node, in all its namespaces. */
export function onNode(machine: Machine, command: readonly string[]): string[] {
  return joining(machine.joinGroups, ['nsenter', '--target', `${machine.init}`, ...NAMESPACES, '--', ...command]);
}

/** The command line that runs `command` with this machine's files and the node's network. */
export function inNetwork(machine: Machine, command: readonly string[]): string[] {
  return joining(machine.joinGroups, ['nsenter', '--target', `${machine.init}`, '--net', '--', ...command]);
}

/** Ends every process of the cluster and removes all that it left. Safe to call at any time, even after a crash. */
export async function removeMachine(layout: ClusterLayout): Promise<void> {
  await killAll(layout.name);
  const left = await removeGroups(layout.name);
  if (left.length > 0) {
    throw new ScsNetworkingError('CLUSTER', `expected to remove the cgroups of ${layout.name}, found in use: ${left}`);
  }
  await rm(layout.root, { recursive: true, force: true });
  await rmdir(CLUSTERS_DIRECTORY).catch(() => undefined);
}

async function killAll(name: string): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    // A process that runs this in the cluster's own group (`exec -- npm run cluster -- down`) must live to finish it.
    const pids = (await processesOf(name)).filter((pid) => pid !== process.pid);
    if (pids.length === 0) {
      return;
    }
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // The process ended between listing and killing.
      }
    }
    await sleep(100);
  }
  const survivors = await processesOf(name);
  throw new ScsNetworkingError('CLUSTER', `expected all processes of ${name} to end within 20 s, found ${survivors}`);
}
