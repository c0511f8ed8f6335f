import { type Endpoint, Landscape, type ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { NetworkPolicy, PolicyPeer, PolicyPort } from '../../../results-parsers/policy-model/network-policy.ts';

type Spec = NetworkPolicy['spec'];

let policies = 0;

/** A policy in a namespace, with a numbered name. */
export function policy(namespace: string, spec: Spec): NetworkPolicy {
  policies += 1;
  return { metadata: { namespace, name: `policy-${policies}` }, spec };
}

/** Like upstream's SetSpecIngressRules: of type Ingress, for the pods with these labels. */
export function ingress(matchLabels: Record<string, string>, ...rules: NonNullable<Spec['ingress']>): Spec {
  return { podSelector: { matchLabels }, policyTypes: ['Ingress'], ingress: rules };
}

/** Like upstream's SetSpecEgressRules: of type Egress, for the pods with these labels. */
export function egress(matchLabels: Record<string, string>, ...rules: NonNullable<Spec['egress']>): Spec {
  return { podSelector: { matchLabels }, policyTypes: ['Egress'], egress: rules };
}

export const from = (...peers: PolicyPeer[]) => ({ from: peers });
export const to = (...peers: PolicyPeer[]) => ({ to: peers });
export const onPorts = (...ports: PolicyPort[]) => ({ ports });

/**
 * Pods by full names such as `x/a`, with the label `pod` and servers on ports 80 and 81, whose ports have upstream's names. Pods of one
 * namespace share a node. Addresses are 10.0.1.1 and fd00::1:1 for the first pod of namespace x, 10.0.2.1 and fd00::2:1 of y and so on.
 */
export function pods(...names: string[]): ModelPod[] {
  const seen = new Map<string, number>();
  return names.map((fullName) => {
    const [namespace = '', name = ''] = fullName.split('/');
    const place = (seen.get(namespace) ?? 0) + 1;
    seen.set(namespace, place);
    const net = 'wxyz'.indexOf(namespace);
    return {
      namespace,
      name,
      labels: { pod: name },
      addresses: [`10.0.${net}.${place}`, `fd00::${net}:${place}`],
      nodeAddresses: [`192.168.0.${net}`],
      hostNetwork: false,
      ports: [80, 81].flatMap((port) =>
        (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => ({
          name: `serve-${port}-${protocol.toLowerCase()}`,
          protocol,
          port,
        })),
      ),
    };
  });
}

export function landscape(podList: ModelPod[], ...policyList: NetworkPolicy[]): Landscape {
  const names = [...new Set(podList.map(({ namespace }) => namespace))];
  return Landscape.parse({
    namespaces: names.map((name) => ({ name, labels: {} })),
    pods: podList,
    policies: policyList,
  });
}

export function endOf({ pods: podList }: Landscape, fullName: string, place = 0): Endpoint {
  const pod = podList.find(({ namespace, name }) => `${namespace}/${name}` === fullName);
  const address = pod?.addresses[place];
  if (pod === undefined || address === undefined) throw new Error(`no pod ${fullName} with an address at ${place}`);
  return { pod, address };
}
