import type { PolicyPeer, PolicyPort } from '../../../results-parsers/policy-model/network-policy.ts';
import type { Random } from './random.ts';
import { type LabelWords, sampledSelector } from './sampled-selectors.ts';

/** The parts of rules, chosen so that rules concern existing pods. */
export interface RuleWords {
  readonly podLabels: LabelWords;
  readonly namespaceLabels: LabelWords;
  /** The range of each pod's address alone. */
  readonly hosts: readonly [string, ...string[]];
  readonly everyAddress: string;
  readonly ports: readonly [number, ...number[]];
  readonly portNames: readonly [string, ...string[]];
}

export interface SampledRule {
  readonly peers: PolicyPeer[];
  readonly ports: PolicyPort[];
}

/** More than some data planes have room for. */
const MANY_PORTS = 20;

export function sampledRule(random: Random, words: RuleWords): SampledRule {
  const peers = random.weighted([25, () => 0], [45, () => 1], [30, () => 2]);
  const ports = random.weighted([30, () => 0], [40, () => 1], [25, () => 2], [5, () => MANY_PORTS]);
  return {
    peers: Array.from({ length: peers }, () => sampledPeer(random, words)),
    ports: Array.from({ length: ports }, (_, index) =>
      // In a long list, nothing listens on any port but the last.
      ports === MANY_PORTS && index < MANY_PORTS - 1 ? { port: 20_001 + index } : sampledPort(random, words),
    ),
  };
}

function sampledPeer(random: Random, words: RuleWords): PolicyPeer {
  const pods = () => ({ podSelector: sampledSelector(random, words.podLabels) });
  const namespaces = () => ({ namespaceSelector: sampledSelector(random, words.namespaceLabels) });
  return random.weighted<PolicyPeer>(
    [25, pods],
    [20, namespaces],
    [25, () => ({ ...pods(), ...namespaces() })],
    [15, () => ({ ipBlock: { cidr: random.pick(words.hosts) } })],
    [15, () => ({ ipBlock: { cidr: words.everyAddress, except: random.some(words.hosts, random.below(3)) } })],
  );
}

function sampledPort(random: Random, { ports, portNames }: RuleWords): PolicyPort {
  const protocol = random.weighted<Pick<PolicyPort, 'protocol'>>(
    [50, () => ({ protocol: 'TCP' })],
    [20, () => ({})],
    [22, () => ({ protocol: 'UDP' })],
    [8, () => ({ protocol: 'SCTP' })],
  );
  const port = random.pick(ports);
  return random.weighted<PolicyPort>(
    [10, () => protocol],
    [40, () => ({ ...protocol, port })],
    [25, () => ({ ...protocol, port: random.pick(portNames) })],
    [25, () => ({ ...protocol, port, endPort: Math.min(port + 1 + random.below(3), Math.max(...ports)) })],
  );
}
