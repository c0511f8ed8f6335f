import type { Endpoint, Landscape, ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { Protocol } from '../../../results-parsers/policy-model/network-policy.ts';
import { judgeConnection } from '../../../results-parsers/policy-model/reachability-model.ts';

/**
 * Which pods reach which on one port: a row for each pod as a client, in it a mark for each pod as a server, both in the order of the
 * landscape: `.` open, `X` blocked, `?` unknown, or a pod without an address of that place. The first addresses are the default.
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
