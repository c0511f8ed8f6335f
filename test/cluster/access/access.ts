import { execa } from 'execa';
import { inNetwork } from '../machine/machine.ts';
import { clusterLayout } from '../state/layout.ts';
import type { ClusterState } from '../state/state.ts';

/** How to reach a cluster from here: a prefix for commands, and their environment. */
export interface ClusterAccess {
  readonly wrap: (command: readonly string[]) => string[];
  readonly env: Readonly<Record<string, string>>;
}

export function testClusterAccess(state: ClusterState): ClusterAccess {
  const layout = clusterLayout(state.name);
  const env = { KUBECONFIG: layout.kubeconfig, PATH: `${layout.bin}:${process.env['PATH']}` };
  return { wrap: (command) => inNetwork(state.machines[0], command), env };
}

/** The cluster that KUBECONFIG names; `bin` holds programs that this machine may lack. */
export function kubeconfigAccess(kubeconfig: string, bin: string): ClusterAccess {
  return { wrap: (command) => [...command], env: { KUBECONFIG: kubeconfig, PATH: `${process.env['PATH']}:${bin}` } };
}

/** Runs a command against the cluster; it never throws for an exit code, which is often what a test is about. */
export async function against(access: ClusterAccess, command: readonly string[], input?: string | Uint8Array) {
  const [file = 'sh', ...args] = access.wrap(command);
  const result = await execa(file, args, {
    env: access.env,
    all: true,
    reject: false,
    ...(input === undefined ? {} : { input }),
  });
  return { exitCode: result.exitCode ?? 1, stdout: result.stdout, output: result.all };
}
