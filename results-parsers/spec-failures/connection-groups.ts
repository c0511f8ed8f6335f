import type { Pod, WrongConnection } from '../documents/verdict/reachability-failure.ts';

/**
 * Connections from each source to each target, except from a pod to itself. Pods are `namespace/pod`.
 */
export type ConnectionGroup = {
  sources: ReadonlySet<string>;
  targets: ReadonlySet<string>;
  connections: readonly WrongConnection[];
};

export function fullName({ namespace, name }: Pod): string {
  return `${namespace}/${name}`;
}

/** A few groups that together are these connections, the largest first. */
export function groupConnections(connections: readonly WrongConnection[]): ConnectionGroup[] {
  const byTarget = groupsByKey(connections, ({ from, to }) => [fullName(to), fullName(from)]).map(
    ({ keys, others, members }) => ({ sources: others, targets: keys, connections: members }),
  );
  const bySource = groupsByKey(connections, ({ from, to }) => [fullName(from), fullName(to)]).map(
    ({ keys, others, members }) => ({ sources: keys, targets: others, connections: members }),
  );
  const groups = bySource.length < byTarget.length ? bySource : byTarget;
  return groups.sort((a, b) => b.connections.length - a.connections.length);
}

type KeyGroup = { keys: Set<string>; others: Set<string>; members: WrongConnection[] };

/**
 * Joins keys with the same others. A pod's connection to itself is never among them, so a key may have the
 * others with or without itself: each key goes where most keys fit.
 */
function groupsByKey(
  connections: readonly WrongConnection[],
  split: (connection: WrongConnection) => [key: string, other: string],
): KeyGroup[] {
  const ofKey = Map.groupBy(connections, (connection) => split(connection)[0]);
  const others = new Map([...ofKey].map(([key, members]) => [key, new Set(members.map((one) => split(one)[1]))]));
  const fitting = new Map<string, string[]>();
  for (const [key, set] of others) {
    for (const candidate of new Set([signature(set), signature([...set, key])])) {
      fitting.set(candidate, [...(fitting.get(candidate) ?? []), key]);
    }
  }
  const chosen = Map.groupBy(others.keys(), (key) => mostFitting(fitting, key, others.get(key) ?? new Set()));
  return [...chosen.values()].map((keys) => ({
    keys: new Set(keys),
    others: new Set(keys.flatMap((key) => [...(others.get(key) ?? [])])),
    members: keys.flatMap((key) => ofKey.get(key) ?? []),
  }));
}

function mostFitting(fitting: ReadonlyMap<string, readonly string[]>, key: string, others: Set<string>): string {
  const without = signature(others);
  const including = signature([...others, key]);
  return (fitting.get(including)?.length ?? 0) > (fitting.get(without)?.length ?? 0) ? including : without;
}

/** The same for the same pods. */
export function signature(pods: Iterable<string>): string {
  return [...new Set(pods)].sort().join(' ');
}
