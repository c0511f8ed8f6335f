import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { PolicyPort } from '../../../../results-parsers/policy-model/network-policy.ts';
import { judgeConnection } from '../../../../results-parsers/policy-model/reachability-model.ts';
import { isNamed, NO_PORT, ofPorts, ofRules, type Place, rulesOf, withRules } from './misreading.ts';
import type { ModelDefect } from './model-defect.ts';

/** Defects in the handling of named ports. */
export const namedPortDefects: readonly ModelDefect[] = [
  {
    name: 'takes named ports for all ports',
    reports: ['ovn-kubernetes/ovn-kubernetes#2117', 'antrea-io/antrea#241', 'openshift/origin#31375'],
    believes: ofPorts((port) => [isNamed(port) ? { protocol: port.protocol } : port]),
  },
  {
    name: 'opens, on every pod, each number that any pod gives a named port',
    reports: ['noironetworks/aci-containers#1707'],
    believes: ofPorts((port, place) =>
      isNamed(port) ? numbersOf(port, place).map((number) => ({ protocol: port.protocol, port: number })) : [port],
    ),
  },
  {
    name: 'looks the named ports of ingress rules up on the pods that connect',
    reports: ['aws/amazon-network-policy-controller-k8s#52', 'aws/aws-network-policy-agent#149'],
    reaches: (_, connection, believed) => {
      const policies = believed.policies.map((policy) =>
        withRules(
          policy,
          'Ingress',
          rulesOf(policy, 'Ingress').map(({ peers, ports }) => ({
            peers,
            ports: ports.map((port) => {
              if (!isNamed(port)) return port;
              const own = connection.from.pod?.ports.find(
                ({ name, protocol }) => name === port.port && protocol === (port.protocol ?? 'TCP'),
              );
              return own === undefined ? NO_PORT : { protocol: port.protocol, port: own.port };
            }),
          })),
        ),
      );
      return judgeConnection({ ...believed, policies }, connection).reach;
    },
  },
  {
    name: 'opens nothing by a name that stands for several numbers',
    reports: ['cilium/cilium#30003'],
    believes: ofPorts((port, place) => (isNamed(port) && new Set(numbersOf(port, place)).size > 1 ? [] : [port])),
  },
  {
    name: 'leaves out ingress rules with named ports of policies for all pods',
    reports: ['noironetworks/aci-containers#1707'],
    believes: ofRules((rule, { policy: { spec }, direction }) => {
      const { matchLabels, matchExpressions } = spec.podSelector ?? {};
      const isForAll = Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0;
      return direction === 'Ingress' && isForAll && rule.ports.some(isNamed) ? null : rule;
    }),
  },
  {
    name: 'does not know the names of ports of sidecars',
    reports: ['kubernetes/kubernetes#125285', 'projectcalico/calico#8881', 'kubeovn/kube-ovn#4994'],
    believes: ofPorts((port, { now }) => (isNamed(port) && isOnlyOfSidecars(port, now) ? [] : [port])),
  },
  {
    name: 'ignores named ports',
    reports: [],
    believes: ofPorts((port) => (isNamed(port) ? [] : [port])),
  },
];

function isOnlyOfSidecars({ port }: PolicyPort, { pods }: Landscape): boolean {
  const declared = pods.flatMap(({ ports }) => ports.filter(({ name }) => name === port));
  return declared.length > 0 && declared.every(({ sidecar }) => sidecar);
}

function numbersOf({ port, protocol }: PolicyPort, { now }: Place): number[] {
  return now.pods.flatMap(({ ports }) =>
    ports.flatMap((each) => (each.name === port && each.protocol === (protocol ?? 'TCP') ? [each.port] : [])),
  );
}
