import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type {
  Direction,
  LabelSelector,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
} from '../../../../results-parsers/policy-model/network-policy.ts';
import type { ModelDefect } from './model-defect.ts';

type Believes = NonNullable<ModelDefect['believes']>;

/** A rule of either direction. An empty list restricts nothing, as in the API. */
export interface Rule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

/** The policy and direction in which something is misread. */
export interface Place {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  readonly now: Landscape;
}

export const DIRECTIONS = ['Ingress', 'Egress'] as const;
/** Replaces peers that are lost: an empty list would select everybody. */
export const NOBODY: PolicyPeer = { ipBlock: { cidr: '192.0.2.0/32' } };
/** Replaces ports that are lost: nothing listens on it. */
export const NO_PORT: PolicyPort = { port: 1 };
/** A selector that selects nothing. */
export const SELECTS_NOTHING: LabelSelector = { matchLabels: { 'selected-by': 'nothing' } };

export function rulesOf({ spec }: NetworkPolicy, direction: Direction): Rule[] {
  return direction === 'Ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
}

export function withRules(policy: NetworkPolicy, direction: Direction, rules: readonly Rule[]): NetworkPolicy {
  const list = rules.map(({ peers, ports }) => ({
    [direction === 'Ingress' ? 'from' : 'to']: [...peers],
    ports: [...ports],
  }));
  return { ...policy, spec: { ...policy.spec, [direction === 'Ingress' ? 'ingress' : 'egress']: list } };
}

/** Misreads each policy. @param read returns null if the engine loses the policy */
export function ofPolicies(read: (policy: NetworkPolicy, now: Landscape) => NetworkPolicy | null): Believes {
  return (now) => ({ ...now, policies: now.policies.flatMap((policy) => read(policy, now) ?? []) });
}

/** Misreads all rules of a policy in one direction together, if it has any. */
export function ofRuleLists(read: (rules: Rule[], place: Place) => readonly Rule[]): Believes {
  return ofPolicies((policy, now) =>
    DIRECTIONS.reduce((changed, direction) => {
      const rules = rulesOf(changed, direction);
      return rules.length === 0 ? changed : withRules(changed, direction, read(rules, { policy, direction, now }));
    }, policy),
  );
}

/** Misreads each rule. @param read returns null if the engine loses the rule */
export function ofRules(read: (rule: Rule, place: Place) => Rule | null): Believes {
  return ofRuleLists((rules, place) => rules.flatMap((rule) => read(rule, place) ?? []));
}

/** Misreads each port. @param read returns what the engine takes the port for; empty: it opens nothing */
export function ofPorts(read: (port: PolicyPort, place: Place) => readonly PolicyPort[]): Believes {
  return ofRules(({ peers, ports }, place) => ({
    peers,
    ports: ports.flatMap((port) => orElse(read(port, place), NO_PORT)),
  }));
}

/** Misreads each peer. @param read returns what the engine takes the peer for; empty: it selects nobody */
export function ofPeers(read: (peer: PolicyPeer, place: Place) => readonly PolicyPeer[]): Believes {
  return ofRules(({ peers, ports }, place) => ({
    peers: peers.flatMap((peer) => orElse(read(peer, place), NOBODY)),
    ports,
  }));
}

/** Misreads the selectors of peers. */
export function ofPeerSelectors(read: (selector: LabelSelector) => LabelSelector): Believes {
  return ofPeers(({ podSelector, namespaceSelector, ipBlock }) => [
    {
      ...(podSelector ? { podSelector: read(podSelector) } : {}),
      ...(namespaceSelector ? { namespaceSelector: read(namespaceSelector) } : {}),
      ...(ipBlock ? { ipBlock } : {}),
    },
  ]);
}

/** Misreads the podSelector of a policy. */
export function ofTargetSelectors(read: (selector: LabelSelector) => LabelSelector): Believes {
  return ofPolicies((policy) => ({
    ...policy,
    spec: { ...policy.spec, podSelector: read(policy.spec.podSelector ?? {}) },
  }));
}

export function isNamed({ port }: PolicyPort): boolean {
  return typeof port === 'string';
}

function orElse<T>(list: readonly T[], otherwise: T): readonly T[] {
  return list.length === 0 ? [otherwise] : list;
}
