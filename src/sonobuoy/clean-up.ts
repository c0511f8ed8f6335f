import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { deleteNamespace, listMarkedNamespaces } from '../cluster/marked-namespaces.ts';
import { findSonobuoyRun } from '../cluster/sonobuoy-run.ts';
import type { KnownRun } from './run-watch.ts';
import { type SonobuoyTarget, sonobuoy, targetOptions } from './sonobuoy.ts';

const WAIT_MINUTES = 5;

/**
 * Removes this very run: one that has taken its place stays, and so does everything that it did not make.
 *
 * @param pluginPods UIDs of its plugin's pods, whose test namespaces go, too, where their end was too sudden to remove them
 * @throws CLUSTER or TOOL_FAILED if something is left
 */
export async function removeRun(
  cluster: ClusterConnection,
  target: SonobuoyTarget,
  run: KnownRun,
  pluginPods: ReadonlySet<string>,
): Promise<void> {
  for (const namespace of await listMarkedNamespaces(cluster)) {
    if (pluginPods.has(namespace.runId) && !namespace.isTerminating) await deleteNamespace(cluster, namespace);
  }
  const found = await findSonobuoyRun(cluster, target.namespace);
  if (found === null || found.namespaceUid !== run.namespaceUid) return;
  // First by its UID, which no other namespace can have. Sonobuoy then removes its roles, which have no namespace, and waits.
  await deleteNamespace(cluster, { name: target.namespace, uid: run.namespaceUid });
  const { exitCode, problem } = await sonobuoy(
    ['delete', `--wait=${WAIT_MINUTES}`, ...targetOptions(target)],
    (WAIT_MINUTES + 1) * 60,
  );
  if (exitCode !== 0) {
    throw new ScsNetworkingError('TOOL_FAILED', `expected sonobuoy delete to remove the run, found: ${problem}`);
  }
}
