import type { ScenarioStep } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { Labels, NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { createNetworkPolicy, deleteNetworkPolicy, replaceNetworkPolicy } from '../../cluster/network-policies.ts';
import { changeNamespaceLabels, changePodLabels, type LabelChange } from '../../cluster/object-labels.ts';
import type { CheckContext } from '../check.ts';
import type { Arena } from './arena.ts';
import type { Step } from './scenario.ts';

export type State = Pick<ScenarioStep, 'policies' | 'podLabels' | 'namespaceLabels' | 'pods' | 'namespaces'>;

export const NOTHING: State = { policies: [], podLabels: {}, namespaceLabels: {} };

/** The state that a step asks for, with all labels of the pods and namespaces that it labels. */
export function stateOf(
  arena: Arena,
  { policies, podLabels = {}, namespaceLabels = {} }: Omit<Step, 'asks' | 'patientSeconds'>,
): State {
  const pods = arena.pods.flatMap(({ namespace, name, labels }): [string, Labels][] => {
    const more = Object.entries(podLabels).find(([key]) => key === name)?.[1];
    return more === undefined ? [] : [[`${namespace}/${name}`, { ...labels, ...more }]];
  });
  const namespaces = (['x', 'y'] as const).flatMap((side): [string, Labels][] => {
    const more = namespaceLabels[side];
    const made = arena.namespaces.find(({ name }) => name === arena[side]);
    return more === undefined ? [] : [[arena[side], { ...made?.labels, ...more }]];
  });
  return {
    policies: [...policies],
    podLabels: Object.fromEntries(pods),
    namespaceLabels: Object.fromEntries(namespaces),
  };
}

/** The current policies and labels of the arena, and how to change them. */
export class ClusterState {
  readonly #context: CheckContext;
  readonly #arena: Arena;
  #current = NOTHING;

  constructor(context: CheckContext, arena: Arena) {
    this.#context = context;
    this.#arena = arena;
  }

  get current(): State {
    return this.#current;
  }

  /** Resolves to the time at which the API server had accepted the last change; null: there was no change. */
  async become(state: State): Promise<string | null> {
    const { signal } = this.#context;
    signal.throwIfAborted();
    const changes = [...this.#policyChanges(state.policies), ...this.#labelChanges(state)];
    this.#current = state;
    await Promise.all(changes.map((change) => change()));
    signal.throwIfAborted();
    return changes.length === 0 ? null : new Date().toISOString();
  }

  /** Forgets the policies of this namespace, which were deleted with it. */
  lose(namespace: string): void {
    const policies = this.#current.policies.filter(({ metadata }) => metadata.namespace !== namespace);
    this.#current = { ...this.#current, policies };
  }

  #policyChanges(wanted: readonly NetworkPolicy[]): (() => Promise<void>)[] {
    const { cluster, runId } = this.#context;
    const { policies } = this.#current;
    const gone = policies.filter((policy) => !wanted.some((other) => isSameObject(policy, other)));
    return [
      ...gone.map((policy) => () => deleteNetworkPolicy(cluster, policy)),
      ...wanted.flatMap((policy) => {
        const before = policies.find((other) => isSameObject(policy, other));
        if (before === undefined) return [() => createNetworkPolicy(cluster, runId, policy)];
        const isSame = JSON.stringify(before.spec) === JSON.stringify(policy.spec);
        return isSame ? [] : [() => replaceNetworkPolicy(cluster, policy)];
      }),
    ];
  }

  #labelChanges({ podLabels, namespaceLabels }: State): (() => Promise<void>)[] {
    const { cluster } = this.#context;
    const now = this.#current;
    return [
      ...this.#arena.pods.flatMap(({ namespace, name, labels }) => {
        const key = `${namespace}/${name}`;
        const change = labelChange(now.podLabels[key] ?? labels, podLabels[key] ?? labels);
        return change === null ? [] : [() => changePodLabels(cluster, namespace, name, change)];
      }),
      ...this.#arena.namespaces.flatMap(({ name, labels }) => {
        const change = labelChange(now.namespaceLabels[name] ?? labels, namespaceLabels[name] ?? labels);
        return change === null ? [] : [() => changeNamespaceLabels(cluster, name, change)];
      }),
    ];
  }
}

function isSameObject({ metadata: a }: NetworkPolicy, { metadata: b }: NetworkPolicy): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

function labelChange(before: Labels, after: Labels): LabelChange | null {
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  const removed = Object.keys(before).filter((key) => !(key in after));
  if (set.length + removed.length === 0) return null;
  return { ...Object.fromEntries(set), ...Object.fromEntries(removed.map((key) => [key, null])) };
}
