import type { ScenarioId } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Labels, NetworkPolicy, Protocol } from '../../../results-parsers/policy-model/network-policy.ts';
import type { Arena, PodKey } from './arena.ts';

export const API_SERVER = 'api-server';
/** The kubelet of another node than that of the pod that connects. */
export const OTHER_NODE = 'other-node';

/** A connection to try. The model says what to expect of it. */
export type Ask = {
  from: PodKey;
  to: PodKey | typeof API_SERVER | typeof OTHER_NODE;
  protocol: Protocol;
  /** The API server and kubelets have their own ports. */
  port: number;
  /** Which address to use; left out: the pod's first. */
  by?: 'second-address' | 'service';
};

/** What is in force, and what is tried then. */
export type Step = {
  policies: readonly NetworkPolicy[];
  /** Labels besides those that the pods and namespaces were made with. */
  podLabels?: Partial<Record<PodKey, Labels>>;
  namespaceLabels?: Partial<Record<'x' | 'y', Labels>>;
  asks: readonly Ask[];
  /** How long its changes may take to be enforced, if that is shorter than for others. */
  patientSeconds?: number;
};

/** A question about policies, answered by connections, step after step. */
export type Scenario = {
  id: ScenarioId;
  /** Why the question does not apply to this cluster; null: it does. */
  notApplicable?: (arena: Arena) => string | null;
  steps: (arena: Arena) => Step[];
};

type Spec = NetworkPolicy['spec'];

/** A policy; its name says which of the scenario's it is. */
export function policy(namespace: string, spec: Spec, name = 'policy'): NetworkPolicy {
  return { metadata: { namespace, name }, spec };
}

export function onPod(key: PodKey): { podSelector: { matchLabels: Labels } } {
  return { podSelector: { matchLabels: { pod: key } } };
}

/** All connections from the one to the other pods on the ports. */
export function asks(
  from: readonly PodKey[],
  to: readonly PodKey[],
  ports: readonly number[],
  protocol: Protocol = 'TCP',
): (Ask & { to: PodKey })[] {
  return from.flatMap((source) =>
    to.flatMap((target) => ports.map((port): Ask & { to: PodKey } => ({ from: source, to: target, protocol, port }))),
  );
}
