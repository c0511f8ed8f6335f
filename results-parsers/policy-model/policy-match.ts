import { blockHas } from './ip-block.ts';
import { selects } from './label-selector.ts';
import type { Connection, Endpoint, Landscape, ModelPod } from './landscape.ts';
import type { Direction, NetworkPolicy, PolicyPeer, PolicyPort } from './network-policy.ts';

/** The directions in which a policy isolates its pods. Left out: Ingress always, Egress if there are rules for it. */
export function directionsOf({ spec }: NetworkPolicy): readonly Direction[] {
  if (spec.policyTypes?.length) return spec.policyTypes;
  return spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Whether the policy isolates the pod in that direction. */
export function isolates(policy: NetworkPolicy, pod: ModelPod, direction: Direction): boolean {
  return (
    policy.metadata.namespace === pod.namespace &&
    directionsOf(policy).includes(direction) &&
    selects(policy.spec.podSelector ?? {}, pod.labels)
  );
}

/** The indexes of the policy's rules, in that direction, that allow the connection. Both peer and port have to fit. */
export function allowingRules(
  policy: NetworkPolicy,
  direction: Direction,
  connection: Connection,
  landscape: Landscape,
): number[] {
  const peer = direction === 'Ingress' ? connection.from : connection.to;
  return rulesOf(policy, direction).flatMap(({ peers, ports }, index) =>
    someOrUnsaid(peers, (allowed) => isPeer(allowed, peer, policy.metadata.namespace, landscape)) &&
    someOrUnsaid(ports, (allowed) => isPort(allowed, connection))
      ? [index]
      : [],
  );
}

type PolicyRule = { peers: readonly PolicyPeer[]; ports: readonly PolicyPort[] };

function rulesOf({ spec }: NetworkPolicy, direction: Direction): PolicyRule[] {
  return direction === 'Ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
}

/** An empty list restricts nothing. */
function someOrUnsaid<T>(list: readonly T[], fits: (item: T) => boolean): boolean {
  return list.length === 0 || list.some(fits);
}

function isPeer(peer: PolicyPeer, { pod, address }: Endpoint, policyNamespace: string, landscape: Landscape): boolean {
  if (peer.ipBlock) return blockHas(peer.ipBlock, address);
  if (pod === null) return false;
  const inNamespace = peer.namespaceSelector
    ? selects(peer.namespaceSelector, namespaceLabels(landscape, pod.namespace))
    : pod.namespace === policyNamespace;
  return inNamespace && selects(peer.podSelector ?? {}, pod.labels);
}

/** A name stands for the port of this name on the target pod: on another pod it may be another number, or missing. */
function isPort({ protocol, port, endPort }: PolicyPort, connection: Connection): boolean {
  if ((protocol ?? 'TCP') !== connection.protocol) return false;
  if (typeof port === 'string') {
    return (connection.to.pod?.ports ?? []).some(
      (declared) =>
        declared.name === port && declared.protocol === connection.protocol && declared.port === connection.port,
    );
  }
  return !port || (connection.port >= port && connection.port <= (endPort ?? port));
}

/** With the label that every namespace has for its own name. */
function namespaceLabels({ namespaces }: Landscape, name: string): Record<string, string> {
  return { ...namespaces.find((namespace) => namespace.name === name)?.labels, 'kubernetes.io/metadata.name': name };
}
