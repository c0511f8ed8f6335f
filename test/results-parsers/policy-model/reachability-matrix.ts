import type { Endpoint, Landscape, ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { Protocol } from '../../../results-parsers/policy-model/network-policy.ts';
import { judgeConnection } from '../../../results-parsers/policy-model/reachability-model.ts';

/**
 * Which pods reach which on one port: one row per client pod with one mark per server pod, both in the order of the landscape.
 * Marks are `.` for open, `X` for blocked, and `?` for unknown or for a pod that has no address at index `place`.
 */
export function reachabilityMatrix(landscape: Landscape, protocol: Protocol, port: number, place = 0): string[] {
  const ends = landscape.pods.map((pod) => endpointOf(pod, place));
  const marks = { open: '.', blocked: 'X', unknown: '?' } as const;
  const mark = (from: Endpoint | null, to: Endpoint | null): string =>
    from === null || to === null ? '?' : marks[judgeConnection(landscape, { from, to, protocol, port }).reach];
  return ends.map((from) => ends.map((to) => mark(from, to)).join(''));
}

function endpointOf(pod: ModelPod, place: number): Endpoint | null {
  const address = pod.addresses[place];
  return address === undefined ? null : { pod, address };
}
