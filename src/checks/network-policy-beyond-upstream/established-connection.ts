import { setTimeout as sleep } from 'node:timers/promises';
import {
  ESTABLISHED,
  probeName,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { type ProbeAttempt, reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import { AGNHOST_CONTAINER } from '../../cluster/agnhost-pod.ts';
import { serverOn } from '../../cluster/agnhost-servers.ts';
import { type ExecResult, execInPod } from '../../cluster/exec.ts';
import { deleteRunPod } from '../../cluster/run-pod.ts';
import type { CheckContext } from '../check.ts';
import { type Arena, podOf } from './arena.ts';
import { NOTHING, stateOf } from './cluster-state.ts';
import type { ScenarioRunner } from './run-scenarios.ts';
import { policy } from './scenario.ts';

const SERVER = 'closing-server';
const LABELS = { role: 'closing' };
const PORT = 8080;
/** How long the client waits for the server's end of the connection. */
const WAIT_SECONDS = 12;
const CONNECT_MILLISECONDS = 1_500;

/**
 * Opens a connection, denies new ones, and ends the server: its last packet reaches the client if the connection still works. Nothing is
 * expected, because the API does not specify it.
 */
export async function watchEstablished(context: CheckContext, arena: Arena, runner: ScenarioRunner): Promise<void> {
  const { cluster, signal } = context;
  const running = await context.pods(arena.x, [{ name: SERVER, args: serverOn(PORT), labels: LABELS }]);
  const addresses = [...(running.get(SERVER)?.ips ?? [])];
  const address = addresses[0] ?? '';
  arena.pods.push({ ...podOf(arena, 'x-c'), name: SERVER, labels: LABELS, addresses });
  const client = podOf(arena, 'y-a');
  const tried = {
    from: { namespace: client.namespace, pod: client.name },
    to: { what: SERVER, address },
    protocol: 'TCP',
    port: PORT,
  } as const;
  await runner.step(ESTABLISHED, 0, NOTHING, [tried]);
  const host = address.includes(':') ? `[${address}]` : address;
  const options = { RemoteAddr: `${host}:${PORT}`, TimeoutSeconds: WAIT_SECONDS, PostFinTimeoutSeconds: 0 };
  const startedAt = new Date().toISOString();
  const standing = execInPod(cluster, {
    ...tried.from,
    container: AGNHOST_CONTAINER,
    command: ['/agnhost', 'net', '--runner', 'nat-closewait-client', '--options', JSON.stringify(options)],
    milliseconds: (WAIT_SECONDS + 10) * 1000,
  });
  await sleep(CONNECT_MILLISECONDS);
  const deny = policy(arena.x, { podSelector: { matchLabels: LABELS }, policyTypes: ['Ingress'], ingress: [] });
  await runner.step(ESTABLISHED, 1, stateOf(arena, { policies: [deny] }), [tried]);
  await deleteRunPod(cluster, arena.x, SERVER);
  const attempt = { startedAt, endedAt: new Date().toISOString(), ...endOf(await standing) };
  signal.throwIfAborted();
  context.keep({
    name: probeName(ESTABLISHED, 2, 0),
    ...tried,
    expected: null,
    observed: reachabilityOf(attempt.result),
    changedAt: null,
    attempts: [attempt],
  });
}

/** The result of a client that waits until the server ends the connection. */
export function endOf({ exitCode, stdout, stderr, problem }: ExecResult): Pick<ProbeAttempt, 'result' | 'detail'> {
  const output = `${stdout}\n${stderr}`;
  if (!output.includes('Connected to server')) return { result: 'error', detail: problem ?? 'it did not connect' };
  if (exitCode === 0 || /connection reset/.test(output)) return { result: 'open', detail: '' };
  if (/i\/o timeout/.test(output))
    return { result: 'timeout', detail: "the report of the connection's end did not arrive" };
  return { result: 'error', detail: problem ?? output.trim().split('\n').at(-1) ?? '' };
}
