import type { ClusterFacts, NodeKind } from './cluster-facts.ts';

export type NamedNode = { name: string; kind: NodeKind };

type Kinds = NonNullable<ClusterFacts['nodes']>['kinds'];

/** Nodes that report the same, the largest group first. */
export function nodeKinds(nodes: readonly NamedNode[]): Kinds {
  const groups = Map.groupBy(nodes, ({ kind }) => JSON.stringify(Object.values(kind)));
  return [...groups]
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const [first] = members;
      return first === undefined ? [] : [{ ...first.kind, names: members.map(({ name }) => name).sort() }];
    });
}
