import { setTimeout as sleep } from 'node:timers/promises';
import { type Probe, type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import { AGNHOST_CONTAINER } from '../../cluster/agnhost-pod.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { execInPod } from '../../cluster/exec.ts';
import { connectionResult } from './connection-result.ts';
import { isSettled } from './settled.ts';
import { Turns } from './turns.ts';

const DEFAULT_SECONDS = 30;
/** How long `agnhost connect` waits for an answer; a pod that is reachable answers in milliseconds. */
const CONNECT_SECONDS = 2;
/** Names are resolved before that, and a resolver that gets no answer asks again, for each of several names. */
const EXEC_MILLISECONDS = 25_000;
const PAUSE_MILLISECONDS = 250;

/** What to connect from and to, and for how long to try. */
export interface ProbeRequest extends Pick<Probe, 'name' | 'from' | 'to' | 'protocol' | 'port' | 'expected'> {
  /** When the API server had taken the change whose effect is awaited. */
  readonly changedAt?: string;
  /** How long to wait for what is expected or, if nothing is, for an answer; default 30. */
  readonly seconds?: number;
  /** How long one attempt waits for an answer; default 2. */
  readonly connectSeconds?: number;
  /** Limits how many attempts are made at the same time; left out: this one need not wait for its turn. */
  readonly turns?: Turns;
}

export type Attempt = Pick<ProbeRequest, 'from' | 'to' | 'protocol' | 'port' | 'connectSeconds'>;

/** Tries once. Never rejects. */
export async function attempt(cluster: ClusterConnection, request: Attempt): Promise<ProbeAttempt> {
  const { from, to, protocol, port, connectSeconds = CONNECT_SECONDS } = request;
  const host = to.address.includes(':') ? `[${to.address}]` : to.address;
  const startedAt = new Date().toISOString();
  const result = await execInPod(cluster, {
    ...from,
    container: AGNHOST_CONTAINER,
    command: [
      '/agnhost',
      'connect',
      `--timeout=${connectSeconds}s`,
      `--protocol=${protocol.toLowerCase()}`,
      `${host}:${port}`,
    ],
    milliseconds: connectSeconds * 1000 + EXEC_MILLISECONDS,
  });
  return { startedAt, endedAt: new Date().toISOString(), ...connectionResult(result) };
}

/**
 * Connects from a pod of ours again and again until the expected result is observed, the time is up or the signal aborts, and keeps every
 * attempt. One attempt alone does not prove that a connection is blocked, so one more may follow when the time is up. Never rejects: what
 * cannot be tried is observed as unknown.
 */
export async function connect(cluster: ClusterConnection, request: ProbeRequest, signal: AbortSignal): Promise<Probe> {
  const { name, from, to, protocol, port, expected, changedAt = null, seconds = DEFAULT_SECONDS } = request;
  const { turns = new Turns(1) } = request;
  const end = Date.now() + seconds * 1000;
  const attempts: ProbeAttempt[] = [];
  do {
    const last = attempts.at(-1);
    // What is as expected needs no time to change, only a confirmation.
    if (last !== undefined && reachabilityOf(last.result) !== expected) await sleep(PAUSE_MILLISECONDS);
    attempts.push(await turns.take(() => attempt(cluster, request)));
  } while (!isSettled(attempts, expected, Date.now() >= end) && !signal.aborted);
  const observed = reachabilityOf(attempts.at(-1)?.result ?? 'error');
  return { name, from, to, protocol, port, expected, observed, changedAt, attempts };
}
