import { setTimeout as sleep } from 'node:timers/promises';
import {
  expectedOf,
  judgementOf,
  type Tried,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  FREE_CLIENT,
  KUBELET,
  probeName,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { ScenarioId } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { serverOn } from '../../cluster/agnhost-servers.ts';
import { type PodStatus, podLog, podStatus } from '../../cluster/pod-status.ts';
import type { CheckContext, CheckPod } from '../check.ts';
import { attempt } from '../probe/connect.ts';
import { connectionResult } from '../probe/connection-result.ts';
import { type Arena, podOf } from './arena.ts';
import { stateOf } from './cluster-state.ts';
import { modelPod } from './model-pod.ts';
import { type ScenarioRunner, triedFor } from './run-scenarios.ts';
import { type Ask, onPod, policy } from './scenario.ts';

const PORT = 8080;
const POLL_MILLISECONDS = 100;
const START_MILLISECONDS = 60_000;
/** How long a ready pod is still watched, and how long an unready one may take. */
const WATCH_MILLISECONDS = 4_000;
const READY_MILLISECONDS = 20_000;
/** Several pods, because the critical moment may be shorter than the differences between their starts. */
const CLIENTS = 3;
const LATE = { role: 'late' };

const ISOLATION: ScenarioId = 'policy-before-pod';
const PROBES: ScenarioId = 'kubelet-probes';

/** From an existing pod to the one that shows when policies are in force. */
const WITNESS: Ask = { from: 'y-b', to: 'x-a', protocol: 'TCP', port: PORT };

/** The connections that must be open without any policy. */
export const LATE_POD_ASKS: readonly Ask[] = [WITNESS];

/** Isolated in both directions, except for connections from x-b and to y-a. */
function latePolicy(x: string, name: string, selected: Pick<NetworkPolicy['spec'], 'podSelector'>): NetworkPolicy {
  return policy(
    x,
    {
      ...selected,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [onPod('x-b')] }],
      egress: [{ to: [{ namespaceSelector: { matchLabels: { side: 'y' } }, ...onPod('y-a') }] }],
    },
    name,
  );
}

/**
 * Makes pods that a policy already in force selects: some that connect as soon as they start, and a server that another pod
 * connects to as soon as its address is known, and whose readiness the kubelet probes.
 */
export async function runLatePods(context: CheckContext, arena: Arena, runner: ScenarioRunner): Promise<void> {
  // An existing pod shows when policies are in force. It has a policy of its own, because engines may be slow with new labels.
  const policies = [
    latePolicy(arena.x, 'late', { podSelector: { matchLabels: LATE } }),
    latePolicy(arena.x, 'witness', onPod('x-a')),
  ];
  const witness = stateOf(arena, { policies });
  await runner.step(ISOLATION, 0, witness, [triedFor(arena, WITNESS)]);

  const clients = Array.from({ length: CLIENTS }, (_, index) => `late-client-${index + 1}`);
  const target = podOf(arena, 'y-b');
  const connecting = (name: string, labels: Record<string, string>): CheckPod => ({
    name,
    args: ['connect', '--timeout=2s', hostAndPort(target.addresses[0] ?? '', PORT)],
    labels,
  });
  await context.startPods(arena.x, [
    ...clients.map((name) => connecting(name, LATE)),
    // Without a policy: whether a pod can connect at all in its first moment.
    connecting(FREE_CLIENT, {}),
    { name: 'late-server', args: serverOn(PORT), labels: LATE, readinessPort: PORT },
  ]);
  const attempts = await Promise.all([
    watchServer(context, arena),
    ...[...clients, FREE_CLIENT].map((name) => firstAttempt(context, arena, name)),
  ]);
  runner.note(ISOLATION, 1, witness);
  runner.note(PROBES, 0, witness);
  for (const [index, { scenario, step, tried, attempts: made }] of attempts.flat().entries()) {
    const expected = expectedOf(judgementOf(arena, witness, tried));
    const observed = reachabilityOf(made.at(-1)?.result ?? 'error');
    context.keep({
      name: probeName(scenario, step, index),
      ...tried,
      expected,
      observed,
      changedAt: null,
      attempts: made,
    });
  }
}

type Watched = { scenario: ScenarioId; step: number; tried: Tried; attempts: ProbeAttempt[] };

/** The result of a pod that only connects. */
async function firstAttempt(context: CheckContext, arena: Arena, name: string): Promise<Watched[]> {
  const { cluster } = context;
  const status = await untilStatus(context, arena.x, name, ({ ended }) => ended !== null);
  const labels = name === FREE_CLIENT ? {} : LATE;
  arena.pods.push(modelPod({ namespace: arena.x, name, labels }, status));
  const target = podOf(arena, 'y-b');
  const tried: Tried = {
    from: { namespace: arena.x, pod: name },
    to: { what: 'y-b', address: target.addresses[0] ?? '' },
    protocol: 'TCP',
    port: PORT,
  };
  const { ended, startedAt } = status;
  const at = new Date().toISOString();
  const printed = ended === null ? '' : await podLog(cluster, arena.x, name);
  const problem = ended === null ? `the pod ${name} did not end` : null;
  const result = connectionResult({ exitCode: ended?.exitCode ?? null, stdout: '', stderr: printed, problem });
  return [
    {
      scenario: ISOLATION,
      step: 1,
      tried,
      attempts: [{ startedAt: startedAt ?? at, endedAt: ended?.at ?? at, ...result }],
    },
  ];
}

/** Connections from another pod, closed and open ones, and the results of the kubelet's probes. */
async function watchServer(context: CheckContext, arena: Arena): Promise<Watched[]> {
  const name = 'late-server';
  const created = new Date().toISOString();
  const known = await untilStatus(context, arena.x, name, ({ addresses }) => addresses.length > 0);
  arena.pods.push(modelPod({ namespace: arena.x, name, labels: LATE }, known));
  const to = { what: name, address: known.addresses[0] ?? '' };
  const from = (pod: ModelPod): Tried => ({
    from: { namespace: pod.namespace, pod: pod.name },
    to,
    protocol: 'TCP',
    port: PORT,
  });
  const [stranger, friend] = [from(podOf(arena, 'x-c')), from(podOf(arena, 'x-b'))];
  const end = new AbortController();
  const streams = [stranger, friend].map((tried) => stream(context, tried, end.signal));
  const readyAt = Date.now() + READY_MILLISECONDS;
  let status = known;
  while (!status.ready && Date.now() < readyAt) {
    await sleep(POLL_MILLISECONDS);
    status = await podStatus(context.cluster, arena.x, name);
  }
  await sleep(WATCH_MILLISECONDS);
  status = await podStatus(context.cluster, arena.x, name);
  end.abort();
  const [strange = [], friendly = []] = await Promise.all(streams);
  const probed: ProbeAttempt = {
    startedAt: created,
    endedAt: new Date().toISOString(),
    result: status.ready ? 'open' : 'timeout',
    detail: status.ready ? '' : `the pod was not ready after ${READY_MILLISECONDS / 1000} s, or no longer`,
  };
  const kubelet: Tried = { from: { namespace: '', pod: KUBELET }, to, protocol: 'TCP', port: PORT };
  return [
    { scenario: ISOLATION, step: 1, tried: stranger, attempts: strange },
    { scenario: ISOLATION, step: 1, tried: friend, attempts: friendly },
    { scenario: PROBES, step: 0, tried: kubelet, attempts: [probed] },
  ];
}

async function stream({ cluster, signal }: CheckContext, tried: Tried, end: AbortSignal): Promise<ProbeAttempt[]> {
  const attempts: ProbeAttempt[] = [];
  while (!end.aborted && !signal.aborted) attempts.push(await attempt(cluster, { ...tried, connectSeconds: 0.5 }));
  return attempts;
}

async function untilStatus(
  { cluster, signal }: CheckContext,
  namespace: string,
  name: string,
  isReached: (status: PodStatus) => boolean,
): Promise<PodStatus> {
  const end = Date.now() + START_MILLISECONDS;
  for (;;) {
    signal.throwIfAborted();
    const status = await podStatus(cluster, namespace, name);
    if (isReached(status) || Date.now() >= end) return status;
    await sleep(POLL_MILLISECONDS);
  }
}

function hostAndPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
