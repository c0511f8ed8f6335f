import type { PodPlaces } from '../cluster/cluster-facts.ts';
import type { FailurePlace } from '../documents/verdict/failure-place.ts';
import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import { fullName } from '../spec-failures/connection-groups.ts';
import type { SpecReport } from './spec-results.ts';

/**
 * Where the pods of the last failure were: those of its wrong connections and those that never ran. Specs delete their pods when
 * they end, so only the e2e framework's own words, or objects that were still there, show a node.
 */
export function failurePlaces(reports: readonly SpecReport[], podPlaces: PodPlaces): FailurePlace[] {
  const last = reports.findLast(({ reachability }) => reachability !== null);
  if (last?.reachability == null) return [];
  const described = new Map(last.reachability.placed.map((pod) => [fullName(pod), pod.node]));
  const placed = [...podsOf(last.reachability)].sort().map((pod) => {
    const [namespace = '', name = ''] = pod.split('/');
    const place = { node: described.get(pod) ?? null, path: last.evidence.path };
    return { namespace, name, ...(place.node === null ? (podPlaces.get(pod) ?? place) : place) };
  });
  const groups = Map.groupBy(placed, ({ namespace, node, path }) => JSON.stringify([namespace, node, path]));
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { namespace, node, path } = first;
    return [{ namespace, node, pods: members.map(({ name }) => name), path }];
  });
}

function podsOf({ wrong, placed }: ReachabilityFailure): Set<string> {
  return new Set([...wrong.flatMap(({ from, to }) => [from, to]), ...placed].map(fullName));
}
