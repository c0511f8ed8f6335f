import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, type V1Pod } from '@kubernetes/client-node';
import { requestProblem } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { podAddresses } from './pod-addresses.ts';

const POLL_MILLISECONDS = 500;
/** A pull is retried after 10 and 20 seconds; a pull that has failed twice by then is not a passing problem. */
const IMAGE_MILLISECONDS = 25_000;

/**
 * Why a pod does not run.
 *
 * - `unschedulable`: no node accepts it; the scheduler's own words.
 * - `image`: its image cannot be pulled.
 * - `ended`: it ran and ended, or its container cannot be started.
 * - `gone`: somebody deleted it.
 * - `starting`: it was still being started when the time was up.
 * - `unknown`: the API server did not answer.
 */
export interface PodProblem {
  readonly kind: 'unschedulable' | 'image' | 'ended' | 'gone' | 'starting' | 'unknown';
  readonly pod: string;
  /** In words, such as `pod a does not run: its image cannot be pulled (...)`. */
  readonly text: string;
}

export interface RunningPod {
  readonly name: string;
  readonly node: string;
  /** The node's addresses. */
  readonly nodeAddresses: readonly string[];
  /** All its addresses, the one of the cluster's first family first. */
  readonly ips: readonly string[];
}

export interface PodsState {
  /** Those that run, by name. */
  readonly running: ReadonlyMap<string, RunningPod>;
  /** Of those that do not; empty: all run. */
  readonly problems: readonly PodProblem[];
}

export interface PodWait {
  readonly milliseconds: number;
  readonly signal?: AbortSignal;
}

function runningPod({ metadata, spec, status }: V1Pod): RunningPod | null {
  const { addresses: ips, nodeAddresses } = podAddresses(status);
  const isReady = (status?.containerStatuses ?? []).every(({ ready }) => ready);
  if (status?.phase !== 'Running' || ips.length === 0 || !isReady || metadata?.deletionTimestamp !== undefined)
    return null;
  return { name: metadata?.name ?? '', node: spec?.nodeName ?? '', nodeAddresses, ips };
}

const IMAGE_REASONS =
  /^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable|SignatureValidationFailed)$/;
const START_REASONS = /^(CrashLoopBackOff|RunContainerError|CreateContainerError|CreateContainerConfigError)$/;

/** What keeps this pod from running, if its status shows it. */
export function podProblem(name: string, pod: V1Pod | undefined): PodProblem {
  const problem = (kind: PodProblem['kind'], why: string): PodProblem => ({
    kind,
    pod: name,
    text: `pod ${name} does not run: ${why}`,
  });
  if (pod === undefined) return problem('gone', 'it was deleted, or never created');
  if (pod.metadata?.deletionTimestamp !== undefined) return problem('gone', 'it is being deleted');
  for (const { state } of pod.status?.containerStatuses ?? []) {
    const { reason = '', message = '' } = state?.waiting ?? {};
    const words = message === '' ? reason : `${reason}: ${message}`;
    if (IMAGE_REASONS.test(reason)) return problem('image', `its image cannot be pulled (${words})`);
    if (START_REASONS.test(reason)) return problem('ended', `its container cannot be started (${words})`);
    const ended = state?.terminated;
    if (ended !== undefined) {
      const how = `${ended.reason ?? 'ended'}, exit code ${ended.exitCode}`;
      return problem('ended', `its container ended (${how}${ended.message ? `: ${ended.message}` : ''})`);
    }
  }
  const { phase, reason, message, conditions } = pod.status ?? {};
  if (phase === 'Failed' || phase === 'Succeeded') {
    return problem('ended', `it ended (${[reason, message].filter(Boolean).join(': ') || phase})`);
  }
  const unscheduled = conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled !== undefined) {
    return problem(
      'unschedulable',
      `no node accepts it (${unscheduled.message ?? unscheduled.reason ?? 'no reason given'})`,
    );
  }
  const node = pod.spec?.nodeName;
  const place = node === undefined ? 'it has no node yet' : `it is being started on ${node}`;
  return problem('starting', place);
}

/** Whether waiting longer is pointless, after so many milliseconds. */
export function isFinalProblem({ kind }: PodProblem, waited: number): boolean {
  return kind === 'ended' || kind === 'gone' || (kind === 'image' && waited >= IMAGE_MILLISECONDS);
}

/**
 * Waits until these pods of a namespace run and have addresses, until it is clear that one of them will not, or until the time is up.
 * An API server that does not answer is asked again. Never rejects.
 */
export async function untilPodsRun(
  cluster: ClusterConnection,
  namespace: string,
  names: readonly string[],
  { milliseconds, signal }: PodWait,
): Promise<PodsState> {
  const start = Date.now();
  for (;;) {
    const state = await look(cluster, namespace, names);
    const waited = Date.now() - start;
    const isOver = waited >= milliseconds || signal?.aborted === true;
    if (isOver || state.problems.length === 0 || state.problems.some((problem) => isFinalProblem(problem, waited)))
      return state;
    await sleep(Math.min(POLL_MILLISECONDS, milliseconds - waited));
  }
}

async function look(cluster: ClusterConnection, namespace: string, names: readonly string[]): Promise<PodsState> {
  const running = new Map<string, RunningPod>();
  const problems: PodProblem[] = [];
  try {
    const { items } = await cluster.api(CoreV1Api).listNamespacedPod({ namespace });
    const pods = new Map(items.map((pod) => [pod.metadata?.name ?? '', pod]));
    for (const name of names) {
      const pod = pods.get(name);
      const found = pod === undefined ? null : runningPod(pod);
      if (found === null) problems.push(podProblem(name, pod));
      else running.set(name, found);
    }
  } catch (cause) {
    const text = `it is not known whether pod NAME runs: ${requestProblem(cause)}`;
    for (const pod of names) problems.push({ kind: 'unknown', pod, text: text.replace('NAME', pod) });
  }
  return { running, problems };
}
