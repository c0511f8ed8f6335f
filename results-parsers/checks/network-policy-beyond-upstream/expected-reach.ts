import type { Probe } from '../../documents/checks/probe.ts';
import type { Connection, Endpoint, Landscape, ModelPod } from '../../policy-model/landscape.ts';
import { type Judgement, judgeConnection } from '../../policy-model/reachability-model.ts';
import { KUBELET, type ScenarioFacts, type ScenarioStep } from './scenario-facts.ts';

type Facts = Pick<ScenarioFacts, 'namespaces' | 'pods' | 'services' | 'apiServer' | 'kubelets'>;
type State = Pick<ScenarioStep, 'policies' | 'podLabels' | 'namespaceLabels' | 'pods' | 'namespaces'>;
export type Tried = Pick<Probe, 'from' | 'to' | 'protocol' | 'port'>;

/** What the API specifies for a connection while a step is in force; null: the connection is not between pods of ours. */
export function judgementOf(facts: Facts, state: State, tried: Tried): Judgement | null {
  const landscape = landscapeOf(facts, state);
  const connection = connectionOf(facts, landscape, tried);
  return connection === null ? null : judgeConnection(landscape, connection);
}

/** What a probe should expect: nothing if the API does not specify it. */
export function expectedOf(judgement: Judgement | null): Probe['expected'] {
  return judgement === null || judgement.reach === 'unknown' ? null : judgement.reach;
}

/** A scenario's own pods come first: an address that one of them has is no longer another's. */
export function landscapeOf({ namespaces, pods }: Facts, state: State): Landscape {
  const { policies, podLabels, namespaceLabels, pods: ownPods = [], namespaces: ownNamespaces = [] } = state;
  return {
    namespaces: [
      ...ownNamespaces,
      ...namespaces.map(({ name, labels }) => ({ name, labels: namespaceLabels[name] ?? labels })),
    ],
    pods: [
      ...ownPods,
      ...pods.map((pod) => ({ ...pod, labels: podLabels[`${pod.namespace}/${pod.name}`] ?? pod.labels })),
    ],
    policies,
  };
}

/** The connection with the pod's own address and port in place of a service's. */
function connectionOf(
  { services, apiServer, kubelets = [] }: Facts,
  { pods }: Landscape,
  tried: Tried,
): Connection | null {
  const { from, to, protocol, port } = tried;
  if ([apiServer, ...kubelets].some((each) => each?.address === to.address && each.port === port)) {
    const client = pods.find(({ namespace, name }) => namespace === from.namespace && name === from.pod);
    const own = client?.addresses.find((each) => isSameFamily(each, to.address));
    if (client === undefined || own === undefined) return null;
    return { from: { pod: client, address: own }, to: { pod: null, address: to.address }, protocol, port };
  }
  const service = services.find(
    ({ address, port, protocol: of }) => address === to.address && port === tried.port && of === protocol,
  );
  const target = service
    ? pods.find(({ namespace, name }) => namespace === service.pod.namespace && name === service.pod.name)
    : pods.find(({ addresses }) => addresses.includes(to.address));
  const address = service ? target?.addresses[0] : to.address;
  if (target === undefined || address === undefined) return null;
  const source = sourceOf(from, target, address, pods);
  if (source === null) return null;
  return { from: source, to: { pod: target, address }, protocol, port: service?.targetPort ?? tried.port };
}

/** The source with its address in the family of the target. */
function sourceOf(from: Tried['from'], target: ModelPod, to: string, pods: readonly ModelPod[]): Endpoint | null {
  const isKubelet = from.pod === KUBELET && from.namespace === '';
  const pod = isKubelet ? null : pods.find(({ namespace, name }) => namespace === from.namespace && name === from.pod);
  if (pod === undefined) return null;
  const address = (pod?.addresses ?? target.nodeAddresses).find((each) => isSameFamily(each, to));
  return address === undefined ? null : { pod, address };
}

function isSameFamily(address: string, other: string): boolean {
  return address.includes(':') === other.includes(':');
}
