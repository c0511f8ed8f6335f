import * as z from 'zod';
import type { PodPlaces } from '../cluster/pod-places.ts';
import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import { fullName } from '../spec-failures/connection-groups.ts';
import type { SpecReport } from './spec-results.ts';

/** Pods of a failure that were in one namespace and on one node. */
export const FailurePlace = z.object({
  namespace: z.string(),
  /** Null: the archive does not tell. */
  node: z.string().nullable(),
  /** Sorted. */
  pods: z.array(z.string()),
  /** The file that tells the node, or, if none does, the one that tells the pods. */
  path: z.string(),
});
export type FailurePlace = z.infer<typeof FailurePlace>;

/**
 * Where the pods of the last failure were: those of its wrong connections and those that never ran. Specs delete their pods when
 * they end, so that only the e2e framework's own words or objects that were still there tell a node.
 */
export function failurePlaces(reports: readonly SpecReport[], podPlaces: PodPlaces): FailurePlace[] {
  const last = reports.findLast(({ reachability }) => reachability !== null);
  if (last?.reachability == null) return [];
  const described = new Map(last.reachability.placed.map((pod) => [fullName(pod), pod.node]));
  const placed = [...podsOf(last.reachability)].sort().map((pod) => {
    const [namespace = '', name = ''] = pod.split('/');
    const said = { node: described.get(pod) ?? null, path: last.evidence.path };
    return { namespace, name, ...(said.node === null ? (podPlaces.get(pod) ?? said) : said) };
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
