import type { SctpProbe } from '../../../results-parsers/documents/run-record/preflight.ts';
import { AGNHOST_CONTAINER } from '../../cluster/agnhost-pod.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { type ExecResult, execInPod } from '../../cluster/exec.ts';

/** Nothing listens there: if SCTP sockets exist at all, the answer is a refusal. */
const COMMAND = ['/agnhost', 'connect', '127.0.0.1:9', '--protocol=sctp', '--timeout=2s'];
const MILLISECONDS = 10_000;

/** The kernel's messages about a protocol that it does not have (EPROTONOSUPPORT, ESOCKTNOSUPPORT, EAFNOSUPPORT). */
const NO_SUCH_PROTOCOL = /protocol not supported|socket type not supported|address family not supported/;
/** It may be forbidden here but not to the pods of the specs. */
const FORBIDDEN = /operation not permitted|permission denied/;

/** What an attempt to open an SCTP socket says. */
export function sctpOutcome({ exitCode, stderr, problem }: ExecResult): SctpProbe['nodes'][number]['outcome'] {
  if (problem !== null || FORBIDDEN.test(stderr)) return 'unknown';
  if (NO_SUCH_PROTOCOL.test(stderr)) return 'impossible';
  // Any other answer comes from a socket: refused, timed out, connected.
  return exitCode === 0 || /REFUSED|refused|TIMEOUT|timed out|reset/.test(stderr) ? 'possible' : 'unknown';
}

/** Tries to open an SCTP socket in each of these pods, by name and node. Never rejects. */
export async function probeSctp(
  cluster: ClusterConnection,
  namespace: string,
  pods: ReadonlyMap<string, string>,
): Promise<SctpProbe> {
  const tries = [...pods].map(async ([pod, node]) => {
    const where = { namespace, pod, container: AGNHOST_CONTAINER };
    const result = await execInPod(cluster, { ...where, command: COMMAND, milliseconds: MILLISECONDS });
    return { node, outcome: sctpOutcome(result), answer: result.problem ?? result.stderr.trim() };
  });
  return { command: COMMAND, nodes: await Promise.all(tries) };
}
