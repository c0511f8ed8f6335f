import { type Labels, NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import type { Arena } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import type { Engine } from '../../../src/checks/network-policy-beyond-upstream/simulated-engine.ts';
import type { ApiEvent, ApiObject, Lie } from './lie.ts';

const PLURALS = ['namespaces', 'pods', 'networkpolicies'] as const;
type Objects = ReadonlyMap<string, ApiObject>;
type Told = Record<(typeof PLURALS)[number], Map<string, ApiObject>>;

/** A sound engine that learns by lies of what changes from state to state, of one history. */
export function toldEngine(lieOf: () => Lie): Engine {
  const lie = lieOf();
  const told = { namespaces: new Map(), pods: new Map(), networkpolicies: new Map() } satisfies Told;
  let current: State | null = null;
  let learned = 0;
  const learn = (state: State, arena: Arena): void => {
    const before = current === null ? null : objectsIn(current, arena);
    const after = objectsIn(state, arena);
    for (const plural of PLURALS) {
      const events = changesBetween(before?.[plural] ?? new Map(), after[plural]);
      for (const { type, object } of events.flatMap((event) => lie(event, plural))) {
        if (type === 'DELETED') told[plural].delete(object.metadata.uid);
        else told[plural].set(object.metadata.uid, object);
      }
    }
    current = state;
  };
  return (history, arena) => {
    if (current === null) learn(NOTHING, arena);
    for (const state of history.slice(learned)) learn(state, arena);
    learned = history.length;
    return {
      policies: [...told.networkpolicies.values()].map((object) => NetworkPolicy.parse(object)),
      podLabels: labelsOf(told.pods),
      namespaceLabels: labelsOf(told.namespaces),
    };
  };
}

function labelsOf(objects: Objects): Record<string, Labels> {
  return Object.fromEntries([...objects].map(([uid, { metadata }]) => [uid, metadata.labels ?? {}]));
}

function objectsIn(
  { policies, podLabels, namespaceLabels }: State,
  arena: Arena,
): Record<(typeof PLURALS)[number], Objects> {
  const labelled = (uid: string, labels: Labels): [string, ApiObject] => [uid, { metadata: { uid, labels } }];
  return {
    networkpolicies: new Map(
      policies.map(({ metadata, spec }): [string, ApiObject] => {
        const uid = `${metadata.namespace}/${metadata.name}`;
        return [uid, { metadata: { ...metadata, uid }, spec: structuredClone(spec) }];
      }),
    ),
    pods: new Map(
      arena.pods.map(({ namespace, name, labels }) => {
        const uid = `${namespace}/${name}`;
        return labelled(uid, podLabels[uid] ?? labels);
      }),
    ),
    namespaces: new Map(arena.namespaces.map(({ name, labels }) => labelled(name, namespaceLabels[name] ?? labels))),
  };
}

function changesBetween(before: Objects, after: Objects): ApiEvent[] {
  const gone = [...before].filter(([uid]) => !after.has(uid)).map(([, object]) => ({ type: 'DELETED', object }));
  const others = [...after].flatMap(([uid, object]): ApiEvent[] => {
    const old = before.get(uid);
    if (old === undefined) return [{ type: 'ADDED', object }];
    return JSON.stringify(old) === JSON.stringify(object) ? [] : [{ type: 'MODIFIED', object }];
  });
  return [...gone, ...others];
}
