import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { against, type ClusterAccess } from '../access/access.ts';

const PluginStatus = z.object({
  plugin: z.string(),
  status: z.string(),
  'result-status': z.string().optional(),
  progress: z
    .object({ completed: z.int().optional(), total: z.int().optional(), failures: z.array(z.string()).nullish() })
    .optional(),
});
const Status = z.object({ status: z.string(), plugins: z.array(PluginStatus) });
export type SonobuoyStatus = z.infer<typeof Status>;

/** Starts a run. @param args the arguments of `sonobuoy run`, such as the plugin and its settings */
export async function startRun(access: ClusterAccess, args: readonly string[]): Promise<void> {
  const { exitCode, output } = await against(access, ['sonobuoy', 'run', ...args]);
  if (exitCode !== 0) {
    throw new ScsNetworkingError('TOOL_FAILED', `expected sonobuoy run to start the plugin, found:\n${output}`);
  }
}

/** Sonobuoy's status of the run, or undefined while there is none yet. */
export async function readStatus(access: ClusterAccess): Promise<SonobuoyStatus | undefined> {
  const { exitCode, stdout } = await against(access, ['sonobuoy', 'status', '--json']);
  // While the aggregator starts, Sonobuoy says so in prose, with exit code 0.
  return exitCode === 0 && stdout.startsWith('{') ? Status.parse(JSON.parse(stdout)) : undefined;
}

/**
 * Waits until Sonobuoy has its archive ready.
 * @param onStatus called with every status, some seconds apart
 */
export async function waitForRun(
  access: ClusterAccess,
  minutes: number,
  onStatus: (status: SonobuoyStatus) => void = () => undefined,
): Promise<void> {
  const deadline = performance.now() + minutes * 60_000;
  while (performance.now() < deadline) {
    const status = await readStatus(access);
    if (status !== undefined) {
      onStatus(status);
      if (status.status === 'complete' || status.status === 'failed') {
        return;
      }
    }
    await sleep(3_000);
  }
  throw new ScsNetworkingError(
    'CLUSTER',
    `expected Sonobuoy to finish within ${minutes} minutes, found it still running`,
  );
}

/** Retrieves the run's archive as `file`; the aggregator may need a few tries after it says that it is complete. */
export async function retrieve(access: ClusterAccess, file: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  const directory = await mkdtemp(`${file}.retrieving-`);
  try {
    let last = '';
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { exitCode, output } = await against(access, ['sonobuoy', 'retrieve', directory]);
      const [archive] = await readdir(directory);
      if (exitCode === 0 && archive !== undefined) {
        await rename(join(directory, archive), file);
        return;
      }
      last = output;
      await sleep(3_000);
    }
    throw new ScsNetworkingError('TOOL_FAILED', `expected sonobuoy retrieve to bring an archive, found:\n${last}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Removes what Sonobuoy created in the cluster, and the namespaces of all e2e suites unless these should stay. */
export async function deleteRun(access: ClusterAccess, leavesE2e = false): Promise<void> {
  const all = leavesE2e ? [] : ['--all'];
  const { exitCode, output } = await against(access, ['sonobuoy', 'delete', ...all, '--wait=5']);
  if (exitCode !== 0) {
    throw new ScsNetworkingError('TOOL_FAILED', `expected sonobuoy delete to clean up, found:\n${output}`);
  }
}
