import { blockHas } from '../../../../results-parsers/policy-model/ip-block.ts';
import type { Endpoint, Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type {
  Direction,
  PolicyPeer,
  PolicyPort,
  Protocol,
} from '../../../../results-parsers/policy-model/network-policy.ts';
import { isolates } from '../../../../results-parsers/policy-model/policy-match.ts';
import { DIRECTIONS, isNamed, NOBODY, ofPeers, ofRuleLists, ofRules, type Rule, rulesOf } from './misreading.ts';
import type { MetConnection, ModelDefect } from './model-defect.ts';

/** Defects in the handling of IP blocks. */
export const blockDefects: readonly ModelDefect[] = [
  {
    name: 'ignores exceptions of blocks',
    reports: ['antrea-io/antrea#71', 'aws/amazon-vpc-cni-k8s#2609', 'aws/aws-network-policy-agent#92'],
    believes: ofPeers((peer) => [withoutExceptions(peer)]),
  },
  {
    name: 'ignores exceptions of blocks in egress rules without ports',
    reports: ['Azure/azure-container-networking#4823'],
    believes: ofPeers((peer, { policy, direction }) => {
      const isPlain = rulesOf(policy, direction).some(({ peers, ports }) => peers.includes(peer) && ports.length === 0);
      return [direction === 'Egress' && isPlain ? withoutExceptions(peer) : peer];
    }),
  },
  {
    name: 'blocks what a block excepts, although another rule allows it',
    reports: ['antrea-io/antrea#367', 'kubeovn/kube-ovn#3193', 'rancher/k3k#690'],
    reaches: (right, connection, believed) => {
      const isExcepted = sidesOf(connection).some(([direction, end, other]) =>
        isolatingRules(believed, direction, end).some(({ peers }) =>
          peers.some(({ ipBlock }) => ipBlock?.except?.some((cidr) => blockHas({ cidr }, other.address))),
        ),
      );
      return right === 'open' && isExcepted ? 'blocked' : right;
    },
  },
  {
    name: 'keeps the last one of several rules with the same block',
    reports: ['aws/aws-network-policy-agent#180'],
    believes: ofRuleLists((rules) =>
      rules.map((rule, index) => {
        const later = rules
          .slice(index + 1)
          .flatMap(({ peers }) => peers.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []));
        const peers = rule.peers.filter(({ ipBlock }) => !ipBlock || !later.includes(ipBlock.cidr));
        return peers.length === rule.peers.length ? rule : { ...rule, peers: peers.length === 0 ? [NOBODY] : peers };
      }),
    ),
  },
  {
    name: 'lets a narrow block hide a broad one',
    reports: ['aws/amazon-network-policy-controller-k8s#197'],
    reaches: (right, connection, believed) =>
      right === 'open' && sidesOf(connection).some((side) => isHidden(connection, believed, side)) ? 'blocked' : right,
  },
  {
    name: 'leaves out rules with a named port and a block',
    reports: ['aws/amazon-network-policy-controller-k8s#81'],
    believes: ofRules((rule) =>
      rule.ports.some(isNamed) && rule.peers.some(({ ipBlock }) => Boolean(ipBlock)) ? null : rule,
    ),
  },
  {
    name: 'does not match pods by their addresses',
    reports: ['cilium/cilium#9209'],
    believes: ofPeers((peer) => [peer.ipBlock ? NOBODY : peer]),
  },
];

function withoutExceptions(peer: PolicyPeer): PolicyPeer {
  return peer.ipBlock ? { ipBlock: { cidr: peer.ipBlock.cidr } } : peer;
}

type Side = readonly [direction: Direction, end: Endpoint, other: Endpoint];

function sidesOf({ from, to }: MetConnection): readonly Side[] {
  const [ingress, egress] = DIRECTIONS;
  return [
    [ingress, to, from],
    [egress, from, to],
  ];
}

function isolatingRules({ policies }: Landscape, direction: Direction, { pod }: Endpoint): Rule[] {
  return policies
    .filter((policy) => pod !== null && isolates(policy, pod, direction))
    .flatMap((policy) => rulesOf(policy, direction));
}

/** Whether the narrowest block that contains the address is in a rule that does not have the connection's port. */
function isHidden({ protocol, port }: MetConnection, believed: Landscape, [direction, end, other]: Side): boolean {
  const hits = isolatingRules(believed, direction, end).flatMap(({ peers, ports }) =>
    peers.flatMap(({ ipBlock }) =>
      ipBlock && blockHas({ cidr: ipBlock.cidr }, other.address)
        ? [{ length: Number(ipBlock.cidr.split('/')[1]), ports }]
        : [],
    ),
  );
  const narrowest = Math.max(...hits.map(({ length }) => length));
  const deciding = hits.filter(({ length }) => length === narrowest);
  return (
    hits.length > 1 &&
    !deciding.some(({ ports }) => ports.length === 0 || ports.some((each) => isWithin(each, protocol, port)))
  );
}

function isWithin(each: PolicyPort, protocol: Protocol, number: number): boolean {
  const { port, endPort } = each;
  const isNumber = !port || (typeof port === 'number' && number >= port && number <= (endPort ?? port));
  return (each.protocol ?? 'TCP') === protocol && isNumber;
}
