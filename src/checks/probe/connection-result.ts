import type { ProbeAttempt } from '../../../results-parsers/documents/checks/probe.ts';
import type { ExecResult } from '../../cluster/exec.ts';

type Result = Pick<ProbeAttempt, 'result' | 'detail'>;

const LONGEST_DETAIL = 300;

/** What `agnhost connect` prints if it cannot connect, with exit code 1 (test/images/agnhost/connect/connect.go). */
const WORDS: readonly [start: string, result: ProbeAttempt['result']][] = [
  ['TIMEOUT', 'timeout'],
  ['REFUSED', 'refused'],
  ['DNS: ', 'name-unknown'],
];

/** A firewall may also answer with ICMP or a reset, and an obstacle to sending shows at once. */
const REJECTED =
  /^(?:OTHER|UNKNOWN): .*(?:no route to host|network is unreachable|not permitted|permission denied|reset by peer)/;

/** What one execution of `agnhost connect` shows. */
export function connectionResult({ exitCode, stdout, stderr, problem }: ExecResult): Result {
  if (exitCode === 0) return { result: 'open', detail: '' };
  const output = `${stderr}\n${stdout}`.trim();
  const lines = output.split('\n').map((line) => line.trim());
  for (const [start, result] of WORDS) {
    const line = lines.find((each) => each.startsWith(start));
    if (line !== undefined) return { result, detail: line.slice(0, LONGEST_DETAIL) };
  }
  const rejected = lines.find((each) => REJECTED.test(each));
  if (rejected !== undefined) return { result: 'refused', detail: rejected.slice(0, LONGEST_DETAIL) };
  const how = problem ?? `agnhost connect exited with ${exitCode}: ${output === '' ? 'it printed nothing' : output}`;
  return { result: 'error', detail: how.slice(0, LONGEST_DETAIL) };
}
