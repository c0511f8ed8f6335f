import { join } from 'node:path';
import type { ClusterAccess } from '../access/access.ts';
import { deleteRun, retrieve, startRun, waitForRun } from './sonobuoy.ts';

export const OUR_PLUGIN = join(import.meta.dirname, '../../../plugin/scs-networking.yaml');
export const OUR_NAME = 'scs-networking';
export const UPSTREAM_PLUGIN = 'e2e';

/** A run of a plugin, from `sonobuoy run` to the archive. */
export interface Run {
  /** A manifest, or the name of one of Sonobuoy's own; default: ours. */
  readonly plugin?: string;
  /** The settings of our plugin, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Additional arguments of `sonobuoy run`. */
  readonly args?: readonly string[];
  /** Called while the plugin runs. */
  readonly meanwhile?: (access: ClusterAccess) => Promise<void>;
  /** Whether objects that the suite left in the cluster stay there. */
  readonly leavesE2e?: boolean;
  /** The most that the run may take; default: 40. */
  readonly minutes?: number;
  /** The path at which the archive is kept. */
  readonly archive: string;
}

/**
 * Runs a plugin on a cluster and keeps its archive. The run is deleted in any case.
 *
 * @returns the seconds from `sonobuoy run` to the archive
 */
export async function archiveRun(access: ClusterAccess, run: Run): Promise<number> {
  const settings = Object.entries(run.settings ?? {}).flatMap(([name, value]) => [
    '--plugin-env',
    `${OUR_NAME}.${name}=${value}`,
  ]);
  const startedAt = performance.now();
  try {
    await startRun(access, ['--plugin', run.plugin ?? OUR_PLUGIN, ...settings, ...(run.args ?? [])]);
    await run.meanwhile?.(access);
    await waitForRun(access, run.minutes ?? 40);
    await retrieve(access, run.archive);
    return (performance.now() - startedAt) / 1000;
  } finally {
    await deleteRun(access, run.leavesE2e);
  }
}
