import type { Labels, NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import type { State } from '../network-policy-beyond-upstream/cluster-state.ts';
import { smallerSelectors } from './smaller-selectors.ts';

type Spec = NetworkPolicy['spec'];
type Rule = { peers: Peers; ports: Ports };
type Peers = NonNullable<NonNullable<Spec['ingress']>[number]['from']>;
type Ports = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>;

/** States that differ from this one by one thing less: a policy, a label, a rule, a peer, a port, an exception, a value. The largest step is first. */
export function smallerStates(state: State): State[] {
  const { policies, podLabels, namespaceLabels } = state;
  const withPolicies = (list: NetworkPolicy[][]): State[] => list.map((each) => ({ ...state, policies: each }));
  return [
    ...withPolicies(withoutOne(policies)),
    ...withoutLabels(podLabels).map((each) => ({ ...state, podLabels: each })),
    ...withoutLabels(namespaceLabels).map((each) => ({ ...state, namespaceLabels: each })),
    ...withPolicies(withOneSmaller(policies, smallerPolicies)),
  ];
}

/** All the lists that lack one of the items. */
function withoutOne<T>(list: readonly T[]): T[][] {
  return list.map((_, index) => list.toSpliced(index, 1));
}

/** All the lists in which one of the items is smaller. */
function withOneSmaller<T>(list: readonly T[], smaller: (item: T) => T[]): T[][] {
  return list.flatMap((item, index) => smaller(item).map((each) => list.with(index, each)));
}

function withoutLabels(all: Readonly<Record<string, Labels>>): Record<string, Labels>[] {
  return Object.keys(all).map((name) => Object.fromEntries(Object.entries(all).filter(([other]) => other !== name)));
}

function smallerPolicies({ metadata, spec }: NetworkPolicy): NetworkPolicy[] {
  const specs: Spec[] = [
    ...withoutOne(spec.ingress ?? []).map((ingress) => ({ ...spec, ingress })),
    ...withoutOne(spec.egress ?? []).map((egress) => ({ ...spec, egress })),
    ...(spec.policyTypes?.length === 2
      ? withoutOne(spec.policyTypes).map((policyTypes) => ({ ...spec, policyTypes }))
      : []),
    ...withOneSmaller((spec.ingress ?? []).map(asIngress), smallerRules).map((rules) => ({
      ...spec,
      ingress: rules.map(({ peers, ports }) => ({ from: peers, ports })),
    })),
    ...withOneSmaller((spec.egress ?? []).map(asEgress), smallerRules).map((rules) => ({
      ...spec,
      egress: rules.map(({ peers, ports }) => ({ to: peers, ports })),
    })),
    ...smallerSelectors(spec.podSelector ?? {}).map((podSelector) => ({ ...spec, podSelector })),
  ];
  return specs.map((each) => ({ metadata, spec: each }));
}

function asIngress({ from, ports }: NonNullable<Spec['ingress']>[number]): Rule {
  return { peers: from ?? [], ports: ports ?? [] };
}

function asEgress({ to, ports }: NonNullable<Spec['egress']>[number]): Rule {
  return { peers: to ?? [], ports: ports ?? [] };
}

function smallerRules(rule: Rule): Rule[] {
  const { peers, ports } = rule;
  return [
    ...(peers.length === 0 ? [] : [{ ...rule, peers: [] }]),
    ...(ports.length === 0 ? [] : [{ ...rule, ports: [] }]),
    ...(peers.length < 2 ? [] : withoutOne(peers).map((each) => ({ ...rule, peers: each }))),
    ...(ports.length < 2 ? [] : shorterPorts(ports).map((each) => ({ ...rule, ports: each }))),
    ...withOneSmaller(peers, smallerPeers).map((each) => ({ ...rule, peers: each })),
    ...withOneSmaller(ports, smallerPorts).map((each) => ({ ...rule, ports: each })),
  ];
}

/** By half first, as there may be many. */
function shorterPorts(ports: Ports): Ports[] {
  const half = Math.ceil(ports.length / 2);
  return [ports.slice(0, half), ports.slice(half), ...(ports.length > 2 ? withoutOne(ports) : [])];
}

function smallerPeers({ ipBlock, podSelector, namespaceSelector }: Peers[number]): Peers {
  if (ipBlock) {
    const { cidr, except } = ipBlock;
    return [
      ...(except?.length ? [{ ipBlock: { cidr } }] : []),
      ...((except?.length ?? 0) < 2
        ? []
        : withoutOne(except ?? []).map((each) => ({ ipBlock: { cidr, except: each } }))),
    ];
  }
  const both = podSelector && namespaceSelector ? { podSelector, namespaceSelector } : null;
  return [
    ...(both === null ? [] : [{ podSelector: both.podSelector }, { namespaceSelector: both.namespaceSelector }]),
    ...(podSelector
      ? smallerSelectors(podSelector).map((each) => ({ ...rest(namespaceSelector), podSelector: each }))
      : []),
    ...(namespaceSelector
      ? smallerSelectors(namespaceSelector).map((each) => ({
          ...(podSelector ? { podSelector } : {}),
          namespaceSelector: each,
        }))
      : []),
  ];
}

function rest(namespaceSelector: Peers[number]['namespaceSelector']): Peers[number] {
  return namespaceSelector ? { namespaceSelector } : {};
}

function smallerPorts({ protocol, port, endPort }: Ports[number]): Ports {
  return [...(endPort ? [{ protocol, port }] : []), ...(port ? [{ protocol }] : [])];
}
