import { counted } from '../../../results-parsers/core/counted.ts';
import { messageOf } from '../../../results-parsers/core/errors.ts';
import { firstListed } from '../../../results-parsers/core/listed.ts';
import type { PreflightProblem, SctpProbe } from '../../../results-parsers/documents/run-record/preflight.ts';
import { createAgnhostPod } from '../../cluster/agnhost-pod.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { isFinalProblem, type PodProblem, untilPodsRun } from '../../cluster/pod-readiness.ts';
import { copyPullCredentials, PULL_SECRET, type PullCredentials } from '../../cluster/pull-secrets.ts';
import { withRunNamespace } from '../../cluster/run-namespaces.ts';
import { podQuota, specNamespaceLabels, whyPodIsRefused } from '../../cluster/spec-like-objects.ts';
import { withChangedImage } from './changed-image.ts';
import { EXEMPT_THE_SPECS, problem } from './problem.ts';
import { probeSctp } from './sctp-probe.ts';

/** If no pod could be started anywhere by then, those of the specs cannot be started either. */
const FIRST_MILLISECONDS = 45_000;
/** A large image from a slow registry takes longer; upstream's own pods are given five minutes. */
const PULL_MILLISECONDS = 240_000;
/** Pods of one namespace of a spec. */
const PODS_OF_A_NAMESPACE = 3;
/** The largest clusters need not pull everywhere: specs run on few nodes at a time. */
const MOST_NODES = 100;

export interface NodePodsRequest {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly image: string;
  readonly credentials: PullCredentials | null;
  /** Names of the nodes that take pods. */
  readonly nodes: readonly string[];
  readonly signal: AbortSignal;
}

export interface NodePods {
  readonly problems: readonly PreflightProblem[];
  readonly sctp: SctpProbe | null;
}

/**
 * Starts a pod of the specs' image on each node, so that the image is there before the specs need it, and tries SCTP in it.
 * Rejects with CLUSTER if the cluster does not let us make a namespace.
 */
export async function tryPodsOnNodes(request: NodePodsRequest): Promise<NodePods> {
  const { cluster, runId } = request;
  // Labelled as the namespaces of the specs, since pods like theirs are tried in it: what exempts those has to exempt it.
  const namespace = { runId, purpose: 'preflight', podSecurity: null, labels: specNamespaceLabels(runId) } as const;
  return await withRunNamespace(cluster, namespace, ({ name }) => tryIn(name, request));
}

async function tryIn(namespace: string, request: NodePodsRequest): Promise<NodePods> {
  const { cluster, image, credentials, nodes, signal } = request;
  const refused = (await refusal(namespace, request)) ?? (await lackOfQuota(namespace, cluster));
  if (refused !== null) return { problems: [refused], sctp: null };
  if (credentials !== null) await copyPullCredentials(cluster, namespace, credentials);
  const pods = new Map(nodes.slice(0, MOST_NODES).map((node, index) => [`node-${index}`, node]));
  const pullSecrets = credentials === null ? {} : { pullSecrets: [PULL_SECRET] };
  const created = await Promise.allSettled(
    [...pods].map(([name, node]) =>
      createAgnhostPod(cluster, namespace, { name, node, image, args: ['pause'], ...pullSecrets }),
    ),
  );
  const problems = new Map<string, PodProblem>();
  for (const [index, name] of [...pods.keys()].entries()) {
    const result = created[index];
    if (result?.status !== 'rejected') continue;
    problems.set(name, { kind: 'ended', pod: name, text: messageOf(result.reason) });
  }
  const running = await settle(cluster, namespace, [...pods.keys()], problems, signal);
  const images = created.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const found = await withChangedImage(problemOfPods(pods, running, problems, image), image, images, cluster);
  const nodesOfPods = [...pods].filter(([name]) => running.has(name));
  const sctp = nodesOfPods.length === 0 ? null : await probeSctp(cluster, namespace, new Map(nodesOfPods));
  return { problems: found === null ? [] : [found], sctp };
}

async function refusal(namespace: string, { cluster, image }: NodePodsRequest): Promise<PreflightProblem | null> {
  const why = await whyPodIsRefused(cluster, namespace, image);
  if (why === null) return null;
  return problem('pod-refused', `The cluster refuses a pod like those of the specs (${why}).`, EXEMPT_THE_SPECS);
}

async function lackOfQuota(namespace: string, cluster: ClusterConnection): Promise<PreflightProblem | null> {
  const pods = await podQuota(cluster, namespace);
  if (pods === null || pods >= PODS_OF_A_NAMESPACE) return null;
  return problem(
    'quota',
    `A new namespace gets a quota of ${counted(pods, 'pod')}; a spec needs ${PODS_OF_A_NAMESPACE} in each of its namespaces.`,
    "Raise the quota, or exempt the specs' namespaces from it while the plugin runs.",
  );
}

/** Waits for the pods; fills in the problems of those that do not run, and resolves to those that do. */
async function settle(
  cluster: ClusterConnection,
  namespace: string,
  names: readonly string[],
  problems: Map<string, PodProblem>,
  signal: AbortSignal,
): Promise<Set<string>> {
  const running = new Set<string>();
  const start = Date.now();
  for (;;) {
    const open = names.filter((name) => !running.has(name) && !problems.has(name));
    if (open.length === 0) return running;
    const left = start + FIRST_MILLISECONDS - Date.now();
    // If nothing runs yet but something is being started, it is worth waiting for.
    const isSlow = left <= 0 && running.size === 0;
    const milliseconds = isSlow ? start + PULL_MILLISECONDS - Date.now() : Math.max(0, left);
    const state = await untilPodsRun(cluster, namespace, open, { milliseconds, signal });
    for (const name of state.running.keys()) running.add(name);
    const isOver = signal.aborted || milliseconds <= 0;
    for (const found of state.problems) {
      const isPointless = Date.now() - start >= FIRST_MILLISECONDS && found.kind !== 'starting';
      if (isOver || isPointless || isFinalProblem(found, Date.now() - start)) problems.set(found.pod, found);
    }
  }
}

/** The problem that these pods, by name and node, do not run; null: all run. */
export function problemOfPods(
  pods: ReadonlyMap<string, string>,
  running: ReadonlySet<string>,
  problems: ReadonlyMap<string, PodProblem>,
  image: string,
): PreflightProblem | null {
  if (problems.size === 0) return null;
  const words = [...problems].map(([name, { text }]) => `${pods.get(name)}: ${text}`);
  const list = firstListed(words, 3, '; ');
  if (running.size > 0) {
    return problem(
      'some-nodes',
      `A pod does not start on ${problems.size} of ${counted(pods.size, 'node')} (${list}).`,
      problems.size === 1
        ? 'Repair or cordon this node: specs whose pods run on it will fail.'
        : 'Repair or cordon these nodes: specs whose pods run on them will fail.',
    );
  }
  if ([...problems.values()].some(({ kind }) => kind === 'image')) {
    return problem(
      'image',
      `The image of the specs' pods, ${image}, cannot be pulled (${list}).`,
      'Mirror it and name the mirror in SCS_REGISTRY, or give the pod a secret for pulling images (imagePullSecrets).',
    );
  }
  return problem(
    'pods',
    `Pods of ${image} start on no node (${list}).`,
    'Make room on the nodes, or remove what keeps pods from starting.',
  );
}
