import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { buildParts } from '../builds/build-parts.ts';
import { processesOf } from '../machine/cgroups.ts';
import { removeMachine } from '../machine/machine.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import { clusterLayout } from '../state/layout.ts';
import { type ClusterState, findState, isCilium } from '../state/state.ts';
import { adjust } from './adjust.ts';
import { start } from './start.ts';

/** Starts a cluster, or switches a running one to the requested engine. If that fails, nothing is left behind. */
export async function up(options: ClusterOptions, say: (line: string) => void): Promise<ClusterState> {
  const layout = clusterLayout(options.name);
  const running = await findState(layout);
  if (running !== undefined && (await processesOf(options.name)).includes(running.machines[0].init)) {
    return adjust(running, options, say);
  }
  refuseUntried(options);
  const parts = await buildParts(options, say);
  await removeMachine(layout);
  try {
    return await start(layout, parts, options, say);
  } catch (error) {
    await removeMachine(layout);
    throw error;
  }
}

function refuseUntried({ engine, ipFamily }: ClusterOptions): void {
  if (!isCilium(engine) || ipFamily !== 'ipv6') return;
  throw new ScsNetworkingError(
    'USAGE',
    'expected IP family ipv4 or dual for engine cilium, found ipv6, with which it was never tried here: choose another --engine or --ip-family',
  );
}

/** Takes a cluster down, whatever state it is in. */
export async function down(name: string): Promise<void> {
  await removeMachine(clusterLayout(name));
}
