import type { LabelSelector, NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { everyAddress, rangeOf } from '../network-policy-beyond-upstream/address-ranges.ts';
import { type Arena, podKeys, SERVED_PORTS } from '../network-policy-beyond-upstream/arena.ts';
import { type State, stateOf } from '../network-policy-beyond-upstream/cluster-state.ts';
import { type Random, randomOf } from './random.ts';
import { type RuleWords, type SampledRule, sampledRule } from './sampled-rules.ts';
import { type LabelWords, sampledSelector } from './sampled-selectors.ts';

/** Labels stay for this many states, because network plugins may take half a minute to follow new ones. */
const STATES_WITH_THE_SAME_LABELS = 4;
const MOST_POLICIES = 4;

/** The state with that number for a seed: policies, and labels besides those that the pods and namespaces were made with. */
export function sampledState(arena: Arena, seed: number, number: number): State {
  const labels = randomOf(seed, -2 - Math.floor(number / STATES_WITH_THE_SAME_LABELS));
  const podLabels = Object.fromEntries(
    podKeys.filter(() => labels.chance(0.3)).map((key) => [key, { role: 'friend' }]),
  );
  const guests = (['x', 'y'] as const).filter(() => labels.chance(0.4));
  const namespaceLabels = Object.fromEntries(guests.map((side) => [side, { role: 'guest' }]));
  const random = randomOf(seed, number);
  const most = 1 + random.below(MOST_POLICIES);
  // Names of earlier states are reused, so that policies are also changed, not only made and deleted.
  const policies = Array.from({ length: most }, (_, index) => sampledPolicy(random, arena, `sampled-${index + 1}`));
  return stateOf(arena, { policies, podLabels, namespaceLabels });
}

function sampledPolicy(random: Random, arena: Arena, name: string): NetworkPolicy {
  const side = random.pick<'x' | 'y'>(['x', 'x', 'y']);
  const words = wordsOf(arena);
  const spec = {
    podSelector: sampledTarget(random, side),
    ...sampledDirections(random, () => sampledRules(random, words)),
  };
  return { metadata: { namespace: arena[side], name }, spec };
}

/** Mostly few pods, so that policies are about different ones. */
function sampledTarget(random: Random, side: 'x' | 'y'): LabelSelector {
  const own = podKeys.filter((key) => key.startsWith(side));
  return random.weighted<LabelSelector>(
    [10, () => ({})],
    [40, () => ({ matchLabels: { pod: random.some(own, 1).join('') } })],
    [20, () => ({ matchExpressions: [{ key: 'pod', operator: 'In', values: random.some(own, 2) }] })],
    [30, () => sampledSelector(random, POD_LABELS)],
  );
}

function sampledRules(random: Random, words: RuleWords): SampledRule[] {
  const rules = random.weighted([10, () => 0], [40, () => 1], [50, () => 2]);
  return Array.from({ length: rules }, () => sampledRule(random, words));
}

/** Each direction in policyTypes has rules, and sometimes the other one, too, where they must have no effect. */
function sampledDirections(
  random: Random,
  rules: () => SampledRule[],
): Pick<NetworkPolicy['spec'], 'policyTypes' | 'ingress' | 'egress'> {
  const ingress = () => rules().map(({ peers, ports }) => ({ ports, from: peers }));
  const egress = () => rules().map(({ peers, ports }) => ({ ports, to: peers }));
  return random.weighted<Pick<NetworkPolicy['spec'], 'policyTypes' | 'ingress' | 'egress'>>(
    [40, () => ({ policyTypes: ['Ingress'], ingress: ingress() })],
    [30, () => ({ policyTypes: ['Egress'], egress: egress() })],
    [8, () => ({ policyTypes: ['Ingress', 'Egress'], ingress: ingress(), egress: egress() })],
    [6, () => ({ policyTypes: ['Ingress'], ingress: ingress(), egress: egress() })],
    [6, () => ({ policyTypes: ['Egress'], ingress: ingress(), egress: egress() })],
    [5, () => ({ ingress: ingress() })],
    [5, () => ({ ingress: ingress(), egress: egress() })],
  );
}

const POD_LABELS: LabelWords = {
  pod: podKeys,
  team: ['blue', 'red'],
  tier: ['front', 'back'],
  code: ['00000', '0', 'true', 'True'],
  role: ['friend'],
};

function wordsOf({ x, y, pods }: Arena): RuleWords {
  const [first, ...others] = pods.map(({ addresses }) => rangeOf(addresses[0]));
  return {
    podLabels: POD_LABELS,
    namespaceLabels: {
      'kubernetes.io/metadata.name': [x, y],
      side: ['x', 'y'],
      partner: ['yes'],
      role: ['guest'],
    },
    hosts: [first ?? '', ...others],
    everyAddress: everyAddress(pods[0]?.addresses[0]),
    ports: SERVED_PORTS,
    portNames: ['web', 'dns', 'nobody-has-it'],
  };
}
