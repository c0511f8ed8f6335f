import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../results-parsers/core/errors.ts';
import type { Preflight, PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { askForNetworkPlugin } from '../../cluster/network-plugin.ts';
import { findPod } from '../../cluster/own-pod.ts';
import { type PullCredentials, pullCredentialsOf } from '../../cluster/pull-secrets.ts';
import { lookAround, type Surroundings } from './look-around.ts';
import { tryPodsOnNodes } from './node-pods.ts';
import { problem } from './problem.ts';

/** An API server that does not answer for this long cannot support a run. */
const API_MILLISECONDS = 45_000;
const PAUSE_MILLISECONDS = 2_000;

export interface PreflightRequest {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  /** The pod of this run; null: it is not known. */
  readonly pod: { readonly namespace: string; readonly uid: string } | null;
  readonly image: string;
  readonly signal: AbortSignal;
}

export interface PreflightResult {
  readonly preflight: Preflight;
  /** For the pods of the specs, which need them like ours. */
  readonly credentials: PullCredentials | null;
}

/**
 * Checks, before anything else, whether a fair run is possible here, and reports what is in its way. Takes less than a minute if
 * it is not possible, unless an image is slow to arrive. Never rejects.
 */
export async function runPreflight(request: PreflightRequest): Promise<PreflightResult> {
  const startedAt = new Date().toISOString();
  const result = (found: Partial<Preflight>, credentials: PullCredentials | null = null): PreflightResult => ({
    preflight: {
      startedAt,
      endedAt: new Date().toISOString(),
      problems: [],
      image: request.image,
      nodes: [],
      sctp: null,
      networkPlugin: null,
      ...found,
    },
    credentials,
  });
  let surroundings: Surroundings;
  try {
    surroundings = await untilAnswered(() => lookAround(request.cluster), request.signal);
  } catch (error) {
    return result({ problems: [unreachable(messageOf(error))] });
  }
  const usable = surroundings.nodes.filter(({ unusable }) => unusable === null);
  const nodes = usable.map(({ name, cpus, freePods }) => ({ name, cpus, freePods }));
  if (surroundings.problems.some(({ stops }) => stops)) {
    return result({ problems: [...surroundings.problems], nodes });
  }
  const own = await ownPod(request);
  const secrets = await credentialsFor(request.cluster, own);
  // Only evidence: if it cannot be obtained, the network plugin is not known, and the run goes on.
  const networkPlugin = await askForNetworkPlugin(request.cluster, own.pod).catch(() => null);
  try {
    const { cluster, runId, image, signal } = request;
    const names = nodes.map(({ name }) => name);
    const tried = await tryPodsOnNodes({
      cluster,
      runId,
      image,
      signal,
      nodes: names,
      credentials: secrets.credentials,
    });
    const problems = [...surroundings.problems, ...secrets.problems, ...tried.problems];
    return result({ problems, nodes, sctp: tried.sctp, networkPlugin }, secrets.credentials);
  } catch (error) {
    const failed = problem(
      'pods',
      messageOf(error),
      'Remove whatever keeps the plugin from making namespaces and pods.',
    );
    return result({ problems: [...surroundings.problems, ...secrets.problems, failed], nodes }, secrets.credentials);
  }
}

function unreachable(why: string): PreflightProblem {
  return problem(
    'api-unreachable',
    `The API server did not answer for ${API_MILLISECONDS / 1000} seconds. ${why}`,
    'Check whether pods can reach the service kubernetes in the namespace default, then run again.',
  );
}

async function untilAnswered<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const end = Date.now() + API_MILLISECONDS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() >= end || signal.aborted) throw error;
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

type OwnPod = { pod: Awaited<ReturnType<typeof findPod>>; error: unknown };

async function ownPod({ cluster, pod }: PreflightRequest): Promise<OwnPod> {
  try {
    return { pod: pod === null ? null : await findPod(cluster, pod.namespace, pod.uid), error: null };
  } catch (error) {
    return { pod: null, error };
  }
}

/** The plugin's pod has what an operator put there for pulling from a registry of theirs. */
async function credentialsFor(cluster: ClusterConnection, { pod, error }: OwnPod) {
  try {
    if (error !== null) throw error;
    return { credentials: pod === null ? null : await pullCredentialsOf(cluster, pod), problems: [] };
  } catch (failure) {
    const remedy = 'Create the secret, of type kubernetes.io/dockerconfigjson, or remove it from imagePullSecrets.';
    return { credentials: null, problems: [problem('pull-secret', messageOf(failure), remedy)] };
  }
}
