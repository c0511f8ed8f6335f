import { blockHas } from '../../../../results-parsers/policy-model/ip-block.ts';
import type { Landscape, ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import type { Direction, NetworkPolicy, PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { allowingRules, directionsOf, isolates } from '../../../../results-parsers/policy-model/policy-match.ts';
import {
  isNamed,
  NO_PORT,
  NOBODY,
  ofPolicies,
  ofRuleLists,
  type Rule,
  rulesOf,
  withRules,
} from '../../../results-parsers/policy-model/defects/misreading.ts';
import { hasNamespacesNotIn } from '../../../results-parsers/policy-model/defects/selector-defects.ts';
import { familiesOf } from '../../state/network.ts';
import type { Believes } from './scope.ts';

/** For simulated defects that misjudge connections: policies with which a sound engine would give the same results. */
export const beliefs: Readonly<Record<string, Believes>> = {
  'looks the named ports of ingress rules up on the pods that connect': ofRuleLists(
    (rules, { policy, direction, now }) =>
      direction === 'Egress' ? rules : rules.flatMap((rule) => byNamesOfSources(rule, policy, now)),
  ),
  'always allows what stays within a namespace': ofPolicies((policy) =>
    directionsOf(policy).reduce(
      (changed, direction) =>
        withRules(changed, direction, [...rulesOf(changed, direction), { peers: [{ podSelector: {} }], ports: [] }]),
      policy,
    ),
  ),
  'lets egress by a namespaceSelector with NotIn out to what is no pod': ofRuleLists((rules, { direction }) =>
    direction === 'Egress' && rules.some(({ peers }) => peers.some(hasNamespacesNotIn))
      ? [...rules, { peers: OUTSIDE, ports: [] }]
      : rules,
  ),
  'blocks what a block excepts, although another rule allows it': ofRuleLists((rules, { policy, direction, now }) => {
    const excepted = rulesBeside(policy, direction, now).flatMap(({ peers }) =>
      peers.flatMap(({ ipBlock }) => ipBlock?.except ?? []),
    );
    if (excepted.length === 0) return rules;
    return rules.map((rule) => withoutBlocks(rule, excepted, policy, now));
  }),
  'lets a narrow block hide a broad one': ofRuleLists((rules, { policy, direction, now }) => {
    const all = rulesBeside(policy, direction, now).flatMap(({ peers }) =>
      peers.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []),
    );
    const read = ({ ipBlock, ...peer }: PolicyPeer): PolicyPeer => {
      if (!ipBlock) return peer;
      const narrower = all.filter((cidr) => isWithin(cidr, ipBlock.cidr) && cidr !== ipBlock.cidr);
      return { ipBlock: { ...ipBlock, except: [...(ipBlock.except ?? []), ...narrower] } };
    };
    return rules.map(({ peers, ports }) => ({ peers: peers.map(read), ports }));
  }),
};

const FAMILIES = familiesOf({ ipFamily: 'dual' });
const everything = (name: string): string => (name === 'ipv4' ? '0.0.0.0/0' : '::/0');
const OUTSIDE: readonly PolicyPeer[] = FAMILIES.map(({ name, podCidr }) => ({
  ipBlock: { cidr: everything(name), except: [podCidr] },
}));

function byNamesOfSources({ peers, ports }: Rule, policy: NetworkPolicy, now: Landscape): Rule[] {
  if (!ports.some(isNamed)) return [{ peers, ports }];
  const numbers = ports.filter((port) => !isNamed(port));
  const sources = now.pods.filter((pod) => peers.length === 0 || peers.some((peer) => isPeer(peer, pod, policy, now)));
  const named = sources.map((pod) => ({
    peers: blocksOf(pod),
    ports: ports.filter(isNamed).map((port) => {
      const own = pod.ports.find(({ name, protocol }) => name === port.port && protocol === (port.protocol ?? 'TCP'));
      return own === undefined ? NO_PORT : { protocol: port.protocol, port: own.port };
    }),
  }));
  return [
    { peers, ports: numbers.length === 0 ? [NO_PORT] : numbers },
    ...named.filter((rule) => rule.peers.length > 0),
  ];
}

/** The rules of all policies that isolate one of this policy's pods in that direction. */
function rulesBeside(policy: NetworkPolicy, direction: Direction, { policies, pods }: Landscape): Rule[] {
  return policies
    .filter((other) => pods.some((pod) => [policy, other].every((each) => isolates(each, pod, direction))))
    .flatMap((other) => rulesOf(other, direction));
}

function withoutBlocks({ peers, ports }: Rule, cidrs: readonly string[], policy: NetworkPolicy, now: Landscape): Rule {
  const isExcepted = ({ addresses }: ModelPod): boolean =>
    addresses.some((address) => cidrs.some((cidr) => blockHas({ cidr }, address)));
  const all: readonly PolicyPeer[] =
    peers.length > 0 ? peers : FAMILIES.map(({ name }) => ({ ipBlock: { cidr: everything(name) } }));
  const kept = all.flatMap((peer): PolicyPeer[] => {
    if (peer.ipBlock) {
      const { cidr, except } = peer.ipBlock;
      if (cidrs.some((each) => isWithin(cidr, each))) return [];
      return [{ ipBlock: { cidr, except: [...(except ?? []), ...cidrs.filter((each) => isWithin(each, cidr))] } }];
    }
    const pods = now.pods.filter((pod) => isPeer(peer, pod, policy, now));
    return pods.some(isExcepted) ? pods.filter((pod) => !isExcepted(pod)).flatMap(blocksOf) : [peer];
  });
  return { peers: kept.length === 0 ? [NOBODY] : kept, ports };
}

function isPeer(peer: PolicyPeer, pod: ModelPod, policy: NetworkPolicy, now: Landscape): boolean {
  const [address = ''] = pod.addresses;
  const connection = { from: { pod, address }, to: { pod: null, address: '' }, protocol: 'TCP', port: 1 } as const;
  return (
    allowingRules(withRules(policy, 'Ingress', [{ peers: [peer], ports: [] }]), 'Ingress', connection, now).length > 0
  );
}

function blocksOf({ addresses }: ModelPod): PolicyPeer[] {
  return addresses.map((address) => ({ ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` } }));
}

function isWithin(inner: string, outer: string): boolean {
  const [address = '', length = ''] = inner.split('/');
  const isSameFamily = inner.includes(':') === outer.includes(':');
  return isSameFamily && Number(length) >= Number(outer.split('/')[1]) && blockHas({ cidr: outer }, address);
}
