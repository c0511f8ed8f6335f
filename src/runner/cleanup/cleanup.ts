import { messageOf, ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { Cleanup } from '../../../results-parsers/documents/run-record/cleanup.ts';
import { type ClusterConnection, connectToCluster } from '../../cluster/connection.ts';
import { livingPods } from '../../cluster/living-pods.ts';
import { listMarkedNamespaces } from '../../cluster/marked-namespaces.ts';
import type { Settings } from '../settings.ts';
import type { Stop } from '../stop.ts';
import { type SweepTime, sweep } from './sweep.ts';

/** Other runs' namespaces take room for pods and names, so this run waits until they are gone, but not forever. */
const EARLIER_MILLISECONDS = 60_000;
const OWN_MILLISECONDS = 60_000;
/** Once told to stop, a pod has about a minute, most of which the specs get. */
const HURRIED_MILLISECONDS = 5_000;

const nothing = (problem: string | null): Cleanup => ({ deleted: [], left: [], fromEarlierRuns: [], problem });

/** Without the pod's UID a run has no mark in the cluster, and nobody would know whether it is still alive. */
function reach({ kubeconfig, podUid }: Settings): ClusterConnection {
  if (podUid === null) {
    const message =
      'Expected the UID of the pod in SCS_POD_UID, found nothing; take over spec.env of plugin/scs-networking.yaml.';
    throw new ScsNetworkingError('USAGE', message);
  }
  return connectToCluster(kubeconfig);
}

/** The ids of runs that left namespaces and whose pods are gone. */
async function deadRuns(cluster: ClusterConnection, ownId: string): Promise<Set<string>> {
  // First what there is, then who lives: a run that starts in between cannot be taken for dead.
  const runIds = new Set((await listMarkedNamespaces(cluster)).map(({ runId }) => runId));
  runIds.delete(ownId);
  if (runIds.size === 0) return runIds;
  const living = await livingPods(cluster, new Date());
  return new Set([...runIds].filter((runId) => !living.has(runId)));
}

/** Deletes what ended runs of ours left; nothing of anybody else's, nor of a run whose pod may still live. Never rejects. */
export async function cleanUpAfterEarlierRuns(settings: Settings, ownId: string, stop: Stop): Promise<Cleanup> {
  try {
    const cluster = reach(settings);
    const dead = await deadRuns(cluster, ownId);
    if (dead.size === 0) return nothing(null);
    const time = { milliseconds: EARLIER_MILLISECONDS, untilGone: true, signal: stop.signal };
    const { deleted, left, problem } = await sweep(cluster, ({ runId }) => dead.has(runId), time);
    return { deleted: [], left: [...left], fromEarlierRuns: [...deleted], problem };
  } catch (error) {
    return nothing(messageOf(error));
  }
}

/** How long this run may clean up after itself. */
function ownTime(stop: Stop): SweepTime {
  const isHurried = stop.requested?.cause === 'terminated';
  if (isHurried) return { milliseconds: HURRIED_MILLISECONDS, untilGone: false };
  const time = { milliseconds: OWN_MILLISECONDS, untilGone: true };
  return stop.requested === null ? { ...time, signal: stop.signal } : time;
}

/** Deletes what this run left, and adds it to what is known since its start. Never rejects. */
export async function cleanUpAfterThisRun(
  settings: Settings,
  ownId: string,
  stop: Stop,
  atStart: Cleanup | null,
): Promise<Cleanup> {
  const before = atStart ?? nothing(null);
  try {
    const { deleted, left, problem } = await sweep(reach(settings), ({ runId }) => runId === ownId, ownTime(stop));
    return {
      deleted: [...deleted],
      left: [...new Set([...before.left, ...left])].sort(),
      fromEarlierRuns: before.fromEarlierRuns,
      problem: problem ?? before.problem,
    };
  } catch (error) {
    return { ...before, problem: messageOf(error) };
  }
}
