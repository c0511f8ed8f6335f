import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { NetworkPolicy, PolicyPeer, Protocol } from '../../../results-parsers/policy-model/network-policy.ts';
import { egress, from, ingress, onPorts, pods, policy, to } from './building.ts';

/** One validation of a spec: with these policies and pods, the expected matrix of a port, as rows of upstream's marks. */
type Step = {
  port: number;
  protocol?: Protocol;
  pods?: ModelPod[];
  namespaceLabels?: Record<string, Record<string, string>>;
  policies: NetworkPolicy[];
  expected: string;
};
export type UpstreamSpec = { name: string; pods: ModelPod[]; steps: Step[] };

const a = { pod: 'a' };
const namespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const namespaces = (operator: 'In' | 'NotIn', ...values: string[]) => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator, values }],
});
const podsIn = (...values: string[]) => ({ matchExpressions: [{ key: 'pod', operator: 'In' as const, values }] });
const pod = (name: string): PolicyPeer => ({ podSelector: { matchLabels: { pod: name } } });
const block = (cidr: string, ...except: string[]): PolicyPeer => ({ ipBlock: { cidr, except } });

const denyIngress = policy('x', ingress({}));
const denyEgress = policy('x', egress({}));
const denyAll = policy('x', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] });
const allowIngress = policy('x', ingress({}, {}));
const allowEgress = policy('x', egress({}, {}));
const fromY: PolicyPeer = { namespaceSelector: namespace('y') };
const toAInY: PolicyPeer = { namespaceSelector: namespace('y'), podSelector: { matchLabels: a } };

function relabelled(podList: ModelPod[], place: number, labels: Record<string, string>): ModelPod[] {
  return podList.map((each, index) => (index === place ? { ...each, labels: { ...each.labels, ...labels } } : each));
}

function portsFromY(protocol: Protocol, ...ports: number[]): NetworkPolicy[] {
  return ports.map((port) => policy('x', ingress(a, { ...from(fromY), ...onPorts({ port, protocol }) })));
}

/** Has podSelector and namespaceSelector in one peer, like three specs of each protocol. */
const fromAInY = policy('x', ingress(a, from(toAInY)));
const cidrPods = pods('x/a', 'x/b', 'x/c');
const exceptB = policy('x', egress(a, to(block('0.0.0.0/4', '10.0.1.2/32'))));

/**
 * The specs of test/e2e/network/netpol/network_policy.go that probe connections, of the newest Kubernetes in the catalogue, by their names without
 * prefix and suffix. Marks of a pod to itself do not count.
 */
export const upstreamSpecs: readonly UpstreamSpec[] = [
  {
    name: "should support a 'default-deny-ingress' policy",
    pods: pods('x/a', 'x/b', 'y/a', 'y/b'),
    steps: [{ port: 80, policies: [denyIngress], expected: 'XX.. XX.. XX.. XX..' }],
  },
  {
    name: "should support a 'default-deny-all' policy",
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [{ port: 80, policies: [denyAll], expected: 'XXX XXX XX.' }],
  },
  {
    name: 'should enforce policy to allow traffic from pods within server namespace based on PodSelector',
    pods: pods('x/a', 'x/b', 'x/c', 'y/a'),
    steps: [{ port: 80, policies: [policy('x', ingress(a, from(pod('b'))))], expected: 'X... .... X... X...' }],
  },
  {
    name: 'should enforce policy to allow ingress traffic for a target',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [
      {
        port: 80,
        policies: [denyIngress, policy('x', ingress(a, from({ podSelector: {}, namespaceSelector: {} })))],
        expected: '.X. .X. .X.',
      },
    ],
  },
  {
    name: 'should enforce policy to allow ingress traffic from pods in all namespaces',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [
      {
        port: 80,
        policies: [policy('x', ingress(a, from({ namespaceSelector: { matchLabels: {} } })))],
        expected: '.... .... .... ....',
      },
    ],
  },
  {
    name: 'should enforce policy to allow traffic only from a different namespace, based on NamespaceSelector',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [{ port: 80, policies: [policy('x', ingress(a, from(fromY)))], expected: 'X... X... .... X...' }],
  },
  {
    name: 'should enforce policy based on PodSelector with MatchExpressions',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [
      {
        port: 80,
        policies: [policy('x', ingress(a, from({ podSelector: podsIn('b') })))],
        expected: 'X.. ... X..',
      },
    ],
  },
  {
    name: 'should enforce policy based on NamespaceSelector with MatchExpressions',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [
      {
        port: 80,
        policies: [policy('x', ingress(a, from({ namespaceSelector: namespaces('In', 'y') })))],
        expected: 'X... X... .... X...',
      },
    ],
  },
  {
    name: 'should enforce policy based on PodSelector or NamespaceSelector',
    pods: pods('x/a', 'x/b', 'x/c', 'y/a'),
    steps: [
      {
        port: 80,
        policies: [policy('x', ingress(a, from({ namespaceSelector: namespaces('NotIn', 'x') }, pod('b'))))],
        expected: 'X... .... X... ....',
      },
    ],
  },
  {
    name: 'should enforce policy based on PodSelector and NamespaceSelector',
    pods: pods('x/a', 'x/b', 'y/a', 'y/b', 'z/b'),
    steps: [
      {
        port: 80,
        policies: [policy('x', ingress(a, from({ namespaceSelector: namespaces('NotIn', 'x'), ...pod('b') })))],
        expected: 'X.... X.... X.... ..... .....',
      },
    ],
  },
  {
    name: 'should enforce policy based on Multiple PodSelectors and NamespaceSelectors',
    pods: pods('x/a', 'x/b', 'y/a', 'y/b', 'y/c'),
    steps: [
      {
        port: 80,
        policies: [
          policy('x', ingress(a, from({ namespaceSelector: namespaces('NotIn', 'x'), podSelector: podsIn('b', 'c') }))),
        ],
        expected: 'X.... X.... X.... ..... .....',
      },
    ],
  },
  {
    name: 'should enforce policy based on any PodSelectors',
    pods: pods('x/a', 'x/b', 'x/c'),
    steps: [{ port: 80, policies: [policy('x', ingress(a, from(pod('b'), pod('c'))))], expected: 'X.. ... ...' }],
  },
  {
    name: 'should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector',
    pods: pods('x/a', 'x/b', 'y/a', 'y/b', 'z/a'),
    steps: [{ port: 80, policies: [fromAInY], expected: 'X.... X.... ..... X.... X....' }],
  },
  {
    name: 'should enforce policy based on Ports',
    pods: pods('x/a', 'x/b', 'y/a', 'y/b', 'z/a'),
    steps: [{ port: 81, policies: portsFromY('TCP', 81), expected: 'X.... X.... ..... ..... X....' }],
  },
  {
    name: 'should enforce multiple, stacked policies with overlapping podSelectors',
    pods: pods('x/a', 'x/b', 'y/a', 'y/b', 'z/a'),
    steps: [
      { port: 81, policies: portsFromY('TCP', 81), expected: 'X.... X.... ..... ..... X....' },
      { port: 80, policies: portsFromY('TCP', 81), expected: 'X.... X.... X.... X.... X....' },
      { port: 80, policies: portsFromY('TCP', 81, 80), expected: 'X.... X.... ..... ..... X....' },
    ],
  },
  {
    name: 'should support allow-all policy',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [80, 81].map((port) => ({ port, policies: [allowIngress], expected: '... ... ...' })),
  },
  {
    name: 'should allow ingress access on one named port',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [[81, '... ... ...'] as const, [80, 'XX. XX. XX.'] as const].map(([port, expected]) => ({
      port,
      policies: [policy('x', ingress({}, onPorts({ port: 'serve-81-tcp' })))],
      expected,
    })),
  },
  {
    name: 'should allow ingress access from namespace on one named port',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [[80, 'X... X... .... X...'] as const, [81, 'X... X... X... X...'] as const].map(([port, expected]) => ({
      port,
      policies: [policy('x', ingress(a, { ...from(fromY), ...onPorts({ port: 'serve-80-tcp', protocol: 'TCP' }) }))],
      expected,
    })),
  },
  {
    name: 'should allow egress access on one named port',
    pods: pods('x/a', 'y/a'),
    steps: [[80, '.. ..'] as const, [81, 'XX ..'] as const].map(([port, expected]) => ({
      port,
      policies: [policy('x', egress({}, onPorts({ port: 'serve-80-tcp' })))],
      expected,
    })),
  },
  {
    name: 'should not allow all ports if it cannot limit to the requested port',
    pods: pods('x/a', 'y/a'),
    steps: [
      {
        port: 80,
        policies: [policy('x', ingress(a, onPorts({ port: 'no-such-port', protocol: 'TCP' })))],
        expected: 'X. X.',
      },
    ],
  },
  {
    name: 'should enforce updated policy',
    pods: pods('x/a', 'y/a'),
    steps: [
      { port: 81, policies: [allowIngress], expected: '.. ..' },
      { port: 81, policies: [{ ...allowIngress, spec: denyIngress.spec }], expected: 'X. X.' },
    ],
  },
  {
    name: 'should allow ingress access from updated namespace',
    pods: pods('x/a', 'y/a'),
    steps: [[{}, 'X. X.'] as const, [{ y: { ns2: 'updated' } }, 'X. ..'] as const].map(
      ([namespaceLabels, expected]) => ({
        port: 80,
        namespaceLabels,
        policies: [policy('x', ingress(a, from({ namespaceSelector: { matchLabels: { ns2: 'updated' } } })))],
        expected,
      }),
    ),
  },
  {
    name: 'should allow ingress access from updated pod',
    pods: pods('x/a', 'x/b'),
    steps: [
      [pods('x/a', 'x/b'), 'X. X.'] as const,
      [relabelled(pods('x/a', 'x/b'), 1, { pod2: 'updated' }), 'X. ..'] as const,
    ].map(([podList, expected]) => ({
      port: 80,
      pods: podList,
      policies: [policy('x', ingress(a, from({ podSelector: { matchLabels: { pod: 'b', pod2: 'updated' } } })))],
      expected,
    })),
  },
  {
    name: 'should deny ingress from pods on other namespaces',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [
      { port: 80, policies: [policy('x', ingress({}, from({ podSelector: {} })))], expected: '.... .... XX.. XX..' },
    ],
  },
  {
    name: 'should deny ingress access to updated pod',
    pods: pods('x/a', 'y/a'),
    steps: [
      [pods('x/a', 'y/a'), '.. ..'] as const,
      [relabelled(pods('x/a', 'y/a'), 0, { target: 'isolated' }), 'X. X.'] as const,
    ].map(([podList, expected]) => ({
      port: 80,
      pods: podList,
      policies: [policy('x', ingress({ target: 'isolated' }))],
      expected,
    })),
  },
  {
    name: 'should deny egress from pods based on PodSelector',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [{ port: 80, policies: [policy('x', egress(a))], expected: 'XXX ... ...' }],
  },
  {
    name: 'should deny egress from all pods in a namespace',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [{ port: 80, policies: [denyEgress], expected: 'XXX XXX ...' }],
  },
  {
    name: 'should work with Ingress, Egress specified together',
    pods: pods('x/a', 'x/b', 'x/c', 'y/a'),
    steps: [[80, 'X... .... X... X...'] as const, [81, 'XXXX .... X... X...'] as const].map(([port, expected]) => ({
      port,
      policies: [
        policy('x', {
          ...ingress(a, from(pod('b'))),
          egress: [onPorts({ port: 80 })],
          policyTypes: ['Egress', 'Ingress'],
        }),
      ],
      expected,
    })),
  },
  {
    name: 'should support denying of egress traffic on the client side (even if the server explicitly allows this traffic)',
    pods: pods('x/a', 'y/a', 'y/b'),
    steps: [
      {
        port: 80,
        policies: [
          policy('x', egress(a, to(toAInY))),
          ...['a', 'b'].map((server) =>
            policy('y', ingress({ pod: server }, from({ namespaceSelector: namespace('x'), ...pod('a') }))),
          ),
        ],
        expected: 'X.X .XX .XX',
      },
    ],
  },
  {
    name: 'should enforce egress policy allowing traffic to a server in a different namespace based on PodSelector and NamespaceSelector',
    pods: pods('x/a', 'y/a', 'y/b'),
    steps: [{ port: 80, policies: [policy('x', egress(a, to(toAInY)))], expected: 'X.X ... ...' }],
  },
  {
    name: 'should enforce ingress policy allowing any port traffic to a server on a specific protocol',
    pods: pods('x/a', 'y/a'),
    steps: [['TCP', '.. ..'] as const, ['UDP', 'X. X.'] as const].map(([protocol, expected]) => ({
      port: 80,
      protocol,
      policies: [policy('x', ingress(a, onPorts({ protocol: 'TCP' })))],
      expected,
    })),
  },
  {
    name: 'should enforce multiple ingress policies with ingress allow-all policy taking precedence',
    pods: pods('x/a', 'y/a'),
    steps: [
      { port: 81, policies: [policy('x', ingress({}, onPorts({ port: 80 })))], expected: 'X. X.' },
      { port: 81, policies: [policy('x', ingress({}, onPorts({ port: 80 }))), allowIngress], expected: '.. ..' },
    ],
  },
  {
    name: 'should enforce multiple egress policies with egress allow-all policy taking precedence',
    pods: pods('x/a', 'y/a'),
    steps: [
      { port: 81, policies: [policy('x', egress({}, onPorts({ port: 80 })))], expected: 'XX ..' },
      { port: 81, policies: [policy('x', egress({}, onPorts({ port: 80 }))), allowEgress], expected: '.. ..' },
    ],
  },
  {
    name: 'should stop enforcing policies after they are deleted',
    pods: pods('x/a', 'y/a'),
    steps: [
      { port: 80, policies: [denyAll], expected: 'XX X.' },
      { port: 80, policies: [], expected: '.. ..' },
    ],
  },
  {
    name: 'should allow egress access to server in CIDR block',
    pods: pods('x/a', 'y/a', 'y/b'),
    steps: [{ port: 80, policies: [policy('x', egress(a, to(block('10.0.2.2/32'))))], expected: 'XX. ... ...' }],
  },
  {
    name: 'should enforce except clause while egress access to server in CIDR block',
    pods: cidrPods,
    steps: [{ port: 80, policies: [exceptB], expected: '.X. ... ...' }],
  },
  {
    name: 'should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed',
    pods: cidrPods,
    steps: [
      { port: 80, policies: [exceptB], expected: '.X. ... ...' },
      { port: 80, policies: [policy('x', egress(a, to(block('10.0.1.2/32'))))], expected: 'X.X ... ...' },
    ],
  },
  {
    name: 'should enforce policies to check ingress and egress policies can be controlled independently based on PodSelector',
    pods: pods('x/a', 'x/b', 'y/a'),
    steps: [
      { port: 80, policies: [policy('x', egress(a, {}))], expected: '... ... ...' },
      { port: 80, policies: [policy('x', egress(a, {})), policy('x', ingress(a))], expected: 'X.. X.. X..' },
    ],
  },
  {
    name: "should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP",
    pods: pods('x/a', 'y/a'),
    steps: [
      {
        port: 81,
        policies: [denyIngress, policy('x', ingress(a, onPorts({ port: 81, protocol: 'SCTP' })))],
        expected: 'X. X.',
      },
    ],
  },
  {
    name: "should properly isolate pods that are selected by a policy allowing SCTP, even if the plugin doesn't support SCTP",
    pods: pods('x/a', 'y/a'),
    steps: [
      {
        port: 81,
        policies: [policy('x', ingress(a, onPorts({ port: 80, protocol: 'SCTP' })))],
        expected: 'X. X.',
      },
    ],
  },
  {
    name: 'should not allow access by TCP when a policy specifies only UDP',
    pods: pods('x/a', 'y/a'),
    steps: [
      { port: 81, policies: [policy('x', ingress(a, onPorts({ port: 81, protocol: 'UDP' })))], expected: 'X. X.' },
    ],
  },
  {
    name: 'should enforce policy to allow traffic based on NamespaceSelector with MatchLabels using default ns label',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [{ port: 80, policies: [policy('x', ingress(a, from(fromY)))], expected: 'X... X... .... X...' }],
  },
  {
    name: 'should enforce policy based on NamespaceSelector with MatchExpressions using default ns label',
    pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
    steps: [
      {
        port: 80,
        policies: [policy('x', egress(a, to({ namespaceSelector: namespaces('NotIn', 'y') })))],
        expected: '..X. .... .... ....',
      },
    ],
  },
  ...(['UDP', 'SCTP'] as const).flatMap((protocol): UpstreamSpec[] => [
    {
      name: `using ${protocol} should support a 'default-deny-ingress' policy`,
      pods: pods('x/a', 'x/b', 'y/a', 'y/b'),
      steps: [{ port: 80, protocol, policies: [denyIngress], expected: 'XX.. XX.. XX.. XX..' }],
    },
    {
      name: `using ${protocol} should enforce policy based on Ports`,
      pods: pods('x/a', 'x/b', 'y/a', 'z/a'),
      steps: [{ port: 81, protocol, policies: portsFromY(protocol, 81), expected: 'X... X... .... X...' }],
    },
    {
      name: `using ${protocol} should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector`,
      pods: pods('x/a', 'x/b', 'y/a'),
      steps: [{ port: 80, protocol, policies: [fromAInY], expected: 'X.. X.. ...' }],
    },
  ]),
];
