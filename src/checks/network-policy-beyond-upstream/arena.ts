import type {
  ScenarioFacts,
  ServicePort,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { Labels } from '../../../results-parsers/policy-model/network-policy.ts';
import { serverOn, serversOn } from '../../cluster/agnhost-servers.ts';
import { apiServerEndpoint } from '../../cluster/api-server-endpoint.ts';
import { createPodService } from '../../cluster/pod-service.ts';
import type { CheckContext, CheckPod } from '../check.ts';
import { answeringKubelets } from './answering-kubelets.ts';
import { modelPod } from './model-pod.ts';
import { hasSidecars } from './sidecar-support.ts';

/** Namespaces and pods that all scenarios share: two pods in each of two namespaces, and one more. */
export const podKeys = ['x-a', 'x-b', 'x-c', 'y-a', 'y-b'] as const;
export type PodKey = (typeof podKeys)[number];

/** On each of them every pod answers, by TCP and UDP. */
export const SERVED_PORTS = [8080, 8081, 8082, 8083, 8084] as const;

type Ports = ModelPod['ports'];

const named = (web: number, dns: number): Ports => [
  { name: 'web', protocol: 'TCP', port: web },
  { name: 'dns', protocol: 'UDP', port: dns },
];

/** The name of a port that only a sidecar declares. */
export const SIDECAR_PORT_NAME = 'proxy';

/** The names of the pods' ports, which differ on purpose. */
export const declaredPorts: Record<PodKey, Ports> = {
  'x-a': named(8080, 8080),
  'x-b': named(8081, 8081),
  'x-c': [],
  'y-a': named(8082, 8082),
  'y-b': [{ name: SIDECAR_PORT_NAME, protocol: 'TCP', port: 8084, sidecar: true }],
};

export const podLabels: Record<PodKey, Labels> = {
  'x-a': { pod: 'x-a', team: 'blue', code: 'True' },
  'x-b': { pod: 'x-b', team: 'blue', code: '00000', tier: 'front' },
  'x-c': { pod: 'x-c', team: 'red', code: '0' },
  'y-a': { pod: 'y-a', team: 'blue', code: 'true', tier: 'back' },
  'y-b': { pod: 'y-b', team: 'red' },
};

export const namespaceLabels = { x: { side: 'x' }, y: { side: 'y', partner: 'yes' } };

/** The pod whose ports a service has, and by the service's ports those of the pod. */
export const SERVED_POD: PodKey = 'x-b';
export const servicePorts: ReadonlyMap<number, number> = new Map([
  [80, 8081],
  [81, 8084],
]);

export type Arena = Required<Pick<ScenarioFacts, 'pods' | 'namespaces' | 'services' | 'nodes' | 'apiServer'>> & {
  /** The names of the two namespaces. */
  readonly x: string;
  readonly y: string;
  readonly kubelets: NonNullable<ScenarioFacts['kubelets']>;
  /** The name of the node on which SERVED_POD runs. */
  readonly servedNode: string;
};

export function podOf({ pods }: Pick<Arena, 'pods'>, key: PodKey): ModelPod {
  const pod = pods.find(({ name }) => name === key);
  if (pod === undefined) throw new Error(`expected the pod ${key} among those of the arena`);
  return pod;
}

/** Makes the namespaces, pods and the service. Rejects as the context does. */
export async function makeArena(context: CheckContext): Promise<Arena> {
  const { settings } = context;
  const [x, y, portsOf] = await Promise.all([
    context.namespace({ purpose: 'netpol-x', labels: namespaceLabels.x }),
    context.namespace({ purpose: 'netpol-y', labels: namespaceLabels.y }),
    portsIn(context),
  ]);
  const requestsFor = (side: 'x' | 'y'): CheckPod[] =>
    podKeys.filter((key) => key.startsWith(side)).map((key) => podRequest(key, settings.image, portsOf(key)));
  const running = await Promise.all([context.pods(x, requestsFor('x')), context.pods(y, requestsFor('y'))]);
  const pods = podKeys.map((key): ModelPod => {
    const [namespace, list] = key.startsWith('x') ? [x, running[0]] : [y, running[1]];
    const { ips = [], nodeAddresses = [] } = list.get(key) ?? {};
    const wanted = { namespace, name: key, labels: podLabels[key], ports: portsOf(key) };
    return modelPod(wanted, { addresses: ips, nodeAddresses });
  });
  const namespaces = [
    { name: x, labels: { ...settings.namespaceLabels, ...namespaceLabels.x } },
    { name: y, labels: { ...settings.namespaceLabels, ...namespaceLabels.y } },
  ];
  const servedNode = running[0].get(SERVED_POD)?.node ?? '';
  const nodes = new Set(running.flatMap((list) => [...list.values()].map(({ node }) => node)));
  const [services, apiServer, kubelets] = await Promise.all([
    makeService(context, x),
    apiServerEndpoint(context.cluster, pods[0]?.addresses[0]?.includes(':') ? 'IPv6' : 'IPv4'),
    answeringKubelets(context, pods),
  ]);
  return { x, y, pods, namespaces, services, apiServer, kubelets, nodes: [...nodes].sort(), servedNode };
}

/** The ports that pods can declare in the cluster. */
async function portsIn({ cluster }: CheckContext): Promise<(key: PodKey) => Ports> {
  const canHaveSidecars = await hasSidecars(cluster);
  return (key) => declaredPorts[key].filter(({ sidecar }) => canHaveSidecars || !sidecar);
}

/** A server on all of the ports, which can also connect to others. A port that only a sidecar declares is served by it alone. */
export function podRequest(key: PodKey, image: string, ports: Ports = declaredPorts[key]): CheckPod {
  const isOfSidecar = (port: number): boolean => ports.some((each) => each.sidecar && each.port === port);
  const [first, ...others] = SERVED_PORTS;
  const [container, ...beside] = serversOn([first, ...others.filter((port) => !isOfSidecar(port))], image);
  const sidecars = others
    .filter(isOfSidecar)
    .map((port) => ({ args: serverOn(port), ports: containerPorts(ports.filter((each) => each.port === port)) }));
  return {
    name: key,
    ...container,
    ports: containerPorts(ports.filter(({ sidecar }) => !sidecar)),
    labels: podLabels[key],
    beside,
    sidecars,
  };
}

function containerPorts(ports: Ports): NonNullable<CheckPod['ports']> {
  return ports.map(({ name, protocol, port }) => ({
    ...(name === null ? {} : { name }),
    protocol,
    containerPort: port,
  }));
}

async function makeService({ cluster }: CheckContext, namespace: string): Promise<ServicePort[]> {
  const selector = { pod: SERVED_POD };
  const address = await createPodService(cluster, { namespace, name: SERVED_POD, selector, ports: servicePorts });
  return [...servicePorts].map(([port, targetPort]) => ({
    address,
    port,
    protocol: 'TCP',
    pod: { namespace, name: SERVED_POD },
    targetPort,
  }));
}
