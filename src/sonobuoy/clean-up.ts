import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { deleteNamespace, listMarkedNamespaces } from '../cluster/marked-namespaces.ts';
import type { Termination } from '../cluster/namespace-termination.ts';
import { findSonobuoyRun, type SonobuoyRun, stopPod } from '../cluster/sonobuoy-run.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import type { KnownRun } from './run-watch.ts';
import { type SonobuoyTarget, sonobuoy, targetOptions } from './sonobuoy.ts';

/** Pods may take their time to stop. */
const WAIT_SECONDS = 5 * 60;
/** A finalizer that is still there after this waits for something that no longer runs. */
const STUCK_SECONDS = 60;
const POLL_MILLISECONDS = 1_000;
const DELETE_SECONDS = 60;

/** The time that a runner needs to stop its specs if nobody waits for its results. */
const GRACE_SECONDS = 5;
const GONE_MILLISECONDS = 20_000;

/**
 * Removes exactly this run: one that has taken its place stays, and so does everything that it did not make. Resolves to what keeps its
 * namespace, or to null if nothing is left.
 *
 * @param pluginPods UIDs of its plugin's pods, whose test namespaces go, too, where their end was too sudden to remove them
 * @param manner `at-once`: its pods are not given the time that they have asked for, since nothing comes of them
 * @param stuckSeconds how long a finalizer is waited for
 * @throws CLUSTER or TOOL_FAILED if it could not be removed
 */
export async function removeRun(
  cluster: ClusterConnection,
  target: SonobuoyTarget,
  run: Pick<KnownRun, 'namespaceUid'>,
  pluginPods: ReadonlySet<string>,
  manner: 'in-peace' | 'at-once' = 'in-peace',
  stuckSeconds = STUCK_SECONDS,
): Promise<Termination | null> {
  const before = await findSonobuoyRun(cluster, target.namespace);
  if (manner === 'at-once' && before?.namespaceUid === run.namespaceUid) await endPods(cluster, before);
  for (const namespace of await listMarkedNamespaces(cluster)) {
    if (pluginPods.has(namespace.runId) && !namespace.isTerminating) await deleteNamespace(cluster, namespace);
  }
  const found = await findSonobuoyRun(cluster, target.namespace);
  if (found === null || found.namespaceUid !== run.namespaceUid) return null;
  // First by its UID, which no other namespace can have. Sonobuoy then removes its roles, which have no namespace.
  await deleteNamespace(cluster, { name: target.namespace, uid: run.namespaceUid });
  const { exitCode, problem } = await sonobuoy(['delete', ...targetOptions(target)], DELETE_SECONDS);
  if (exitCode !== 0) {
    throw new ScsNetworkingError('TOOL_FAILED', `expected sonobuoy delete to remove the run, found: ${problem}`);
  }
  return await untilGone(cluster, target.namespace, run.namespaceUid, stuckSeconds);
}

/** The plugin's pods would go on for as long as they were promised, and make namespaces. */
async function endPods(cluster: ClusterConnection, { namespace, plugins }: SonobuoyRun): Promise<void> {
  for (const pod of plugins.get(PLUGIN_NAME) ?? []) await stopPod(cluster, namespace, pod, GRACE_SECONDS);
  const end = performance.now() + GONE_MILLISECONDS;
  while (performance.now() < end) {
    const run = await findSonobuoyRun(cluster, namespace);
    if ((run?.plugins.get(PLUGIN_NAME) ?? []).length === 0) return;
    await sleep(POLL_MILLISECONDS);
  }
}

async function untilGone(
  cluster: ClusterConnection,
  namespace: string,
  uid: string,
  stuckSeconds: number,
): Promise<Termination | null> {
  const start = performance.now();
  for (;;) {
    const run = await findSonobuoyRun(cluster, namespace);
    if (run === null || run.namespaceUid !== uid) return null;
    const seconds = (performance.now() - start) / 1000;
    const isOver = seconds >= (run.termination?.isStuck ? stuckSeconds : WAIT_SECONDS);
    if (isOver && run.termination !== null) return run.termination;
    if (isOver)
      throw new ScsNetworkingError(
        'CLUSTER',
        `expected the namespace ${namespace} to be deleted, found it still there`,
      );
    await sleep(POLL_MILLISECONDS);
  }
}
