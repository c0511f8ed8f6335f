import type { Tried } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { PathKind } from '../../../../results-parsers/checks/network-policy-beyond-upstream/reported-path.ts';
import type { PathId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Labels, NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { type Arena, type PodKey, podOf, SERVED_POD } from '../arena.ts';
import { onPod, policy } from '../scenario.ts';
import { type PathPod, type PathPods, ROLE } from './path-pods.ts';

/** A connection to try, and what it shows. */
interface PlannedPath {
  readonly scenario: PathId;
  readonly kind: PathKind;
  readonly tried: Tried;
}

/** The policies of some paths, and the connections. */
interface Plan {
  readonly policies: readonly NetworkPolicy[];
  readonly paths: readonly PlannedPath[];
}

type Place = Pick<Arena, 'x' | 'pods' | 'services'>;
type End = Pick<PathPod, 'namespace' | 'name'>;
type OnNode = Pick<PathPod, 'nodeAddresses'>;

/** No policy selects them. */
const CLIENTS: readonly PodKey[] = ['y-a', 'y-b'];
/** Other pods than the one that connects to itself. */
const PEERS: readonly PodKey[] = ['x-a', 'x-c'];
const PORT = 8080;

/** All connections, and the policies that are in force together: each pod is selected by at most one. */
export function plannedPaths(arena: Place, { nodePort, hostPort, hostNetwork }: PathPods): Plan {
  const plans = [
    toItself(arena),
    ...(nodePort === undefined ? [] : [throughNodePorts(arena, nodePort, hostNetwork)]),
    ...(hostPort === undefined ? [] : [throughHostPort(arena, hostPort)]),
    ...(hostNetwork === undefined ? [] : [inNodeNetwork(arena, hostNetwork)]),
  ];
  return { policies: plans.flatMap(({ policies }) => policies), paths: plans.flatMap(({ paths }) => paths) };
}

function toItself(arena: Place): Plan {
  const pod = podOf(arena, SERVED_POD);
  const [service] = arena.services;
  const path = of('hairpin');
  const own = { what: SERVED_POD, address: pod.addresses[0] ?? '', port: service?.targetPort ?? PORT };
  const byService = { what: `the service of ${SERVED_POD}`, address: service?.address ?? '', port: service?.port ?? 0 };
  return {
    policies: [policy(arena.x, { ...onPod(SERVED_POD), policyTypes: ['Ingress', 'Egress'] }, 'isolates-both-ways')],
    paths: [
      path('control', podOf(arena, 'y-a'), own),
      path('own-address', pod, own),
      path('own-service', pod, byService),
    ],
  };
}

function throughNodePorts(arena: Place, { pod, port }: NonNullable<PathPods['nodePort']>, node?: PathPod): Plan {
  const client = clientFor(arena, pod);
  const path = of('node-port');
  const ofNode = (what: string, address = '') => ({ what, address, port });
  const other = arena.pods.find((each) => !isOnNodeOf(each, pod));
  const ownNode = ofNode(`a NodePort of the node of ${pod.name}`, pod.nodeAddresses[0]);
  return {
    policies: [isolating(pod)],
    paths: [
      path('control', client, itself(pod)),
      path('own-node', client, ownNode),
      ...(other === undefined
        ? []
        : [path('other-node', client, ofNode('a NodePort of another node', other.nodeAddresses[0]))]),
      ...(node === undefined || isOnNodeOf(node, pod) ? [] : [path('from-node', node, ownNode)]),
    ],
  };
}

function throughHostPort(arena: Place, { pod, port }: NonNullable<PathPods['hostPort']>): Plan {
  const client = clientFor(arena, pod);
  const path = of('host-port');
  const to = { what: `the hostPort of ${pod.name}`, address: pod.nodeAddresses[0] ?? '', port };
  return {
    policies: [isolating(pod)],
    paths: [path('control', client, itself(pod)), path('host-port', client, to)],
  };
}

function inNodeNetwork(arena: Place, pod: PathPod): Plan {
  const path = of('host-network-pods');
  const asTarget = path('as-target', clientFor(arena, pod), itself(pod));
  // A pod may always be reached from its own node.
  const peer = PEERS.find((key) => !isOnNodeOf(podOf(arena, key), pod));
  if (peer === undefined) return { policies: [isolating(pod)], paths: [asTarget] };
  const from = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': pod.namespace } },
    podSelector: { matchLabels: roleOf(pod) },
  };
  const to = { what: peer, address: podOf(arena, peer).addresses[0] ?? '', port: PORT };
  return {
    policies: [
      isolating(pod),
      policy(arena.x, { ...onPod(peer), policyTypes: ['Ingress'], ingress: [{ from: [from] }] }, 'from-host-network'),
    ],
    paths: [path('control', podOf(arena, 'y-a'), to), path('as-peer', pod, to), asTarget],
  };
}

function of(scenario: PathId) {
  return (kind: PathKind, from: End, { port, ...to }: Tried['to'] & { port: number }): PlannedPath => ({
    scenario,
    kind,
    tried: { from: { namespace: from.namespace, pod: from.name }, to, protocol: 'TCP', port },
  });
}

function isolating(pod: PathPod): NetworkPolicy {
  const podSelector = { matchLabels: roleOf(pod) };
  return policy(pod.namespace, { podSelector, policyTypes: ['Ingress'] }, `isolates-${pod.role}`);
}

function roleOf({ role }: PathPod): Labels {
  return { [ROLE]: role };
}

function itself({ name, ips, port }: PathPod) {
  return { what: name, address: ips[0] ?? '', port };
}

/** On another node, if there is one. */
function clientFor(arena: Place, pod: OnNode): End {
  return podOf(arena, CLIENTS.find((key) => !isOnNodeOf(podOf(arena, key), pod)) ?? 'y-a');
}

function isOnNodeOf({ nodeAddresses: [address = ''] }: OnNode, pod: OnNode): boolean {
  return pod.nodeAddresses.includes(address);
}
