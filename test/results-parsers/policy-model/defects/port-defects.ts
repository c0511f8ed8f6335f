import type { Protocol } from '../../../../results-parsers/policy-model/network-policy.ts';
import { judgeConnection } from '../../../../results-parsers/policy-model/reachability-model.ts';
import { ofPorts, ofRules } from './misreading.ts';
import type { MetConnection, ModelDefect } from './model-defect.ts';

const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** Defects in the handling of ports, port ranges and protocols. */
export const portDefects: readonly ModelDefect[] = [
  {
    name: 'takes the first port of a range alone',
    reports: ['cilium/cilium#28684', 'noironetworks/aci-containers#1653'],
    believes: ofPorts(({ endPort, ...port }) => [port]),
  },
  {
    name: 'takes a range for all ports',
    reports: [],
    believes: ofPorts((port) => [port.endPort ? { protocol: port.protocol } : port]),
  },
  {
    name: 'leaves out the last port of a range',
    reports: [],
    believes: ofPorts((port) => {
      if (!port.endPort) return [port];
      return port.endPort === port.port ? [] : [{ ...port, endPort: port.endPort - 1 }];
    }),
  },
  {
    name: 'takes a port without a protocol for one of any protocol',
    reports: ['projectcalico/libcalico-go#1373', 'cilium/cilium#14678'],
    believes: ofPorts((port) => (port.protocol ? [port] : PROTOCOLS.map((protocol) => ({ ...port, protocol })))),
  },
  {
    name: 'takes SCTP for TCP',
    reports: ['kubernetes/kubernetes#102509'],
    believes: ofPorts((port) => [port.protocol === 'SCTP' ? { ...port, protocol: 'TCP' } : port]),
  },
  {
    name: 'takes a rule with a protocol that it does not know for one without ports',
    reports: ['noironetworks/aci-containers#1753'],
    believes: ofRules((rule) =>
      rule.ports.some(({ protocol }) => protocol === 'SCTP') ? { ...rule, ports: [] } : rule,
    ),
  },
  {
    name: 'does not enforce UDP',
    reports: [],
    reaches: (right, { protocol }) => (protocol === 'UDP' ? 'open' : right),
  },
  {
    name: 'takes the protocol of the first port of a rule for all of them',
    reports: [],
    believes: ofRules(({ peers, ports }) => ({
      peers,
      ports: ports.map((port) => ({ ...port, protocol: ports[0]?.protocol })),
    })),
  },
  {
    name: 'reads fifteen ports of a rule',
    reports: [],
    believes: ofRules(({ peers, ports }) => ({ peers, ports: ports.slice(0, 15) })),
  },
  {
    name: 'reads one port of a rule',
    reports: [],
    believes: ofRules(({ peers, ports }) => ({ peers, ports: ports.slice(0, 1) })),
  },
  {
    name: 'judges the port of the service in place of that of the pod',
    reports: ['otterize/intents-operator#592', 'aws/aws-network-policy-agent#166'],
    reaches: (right, connection, believed) =>
      connection.servicePort === null ? right : judgeConnection(believed, atServicePort(connection)).reach,
  },
];

function atServicePort(connection: MetConnection): MetConnection {
  return { ...connection, port: connection.servicePort ?? connection.port };
}
