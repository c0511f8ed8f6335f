import fc from 'fast-check';
import type {
  LabelSelector,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
} from '../../../results-parsers/policy-model/network-policy.ts';

/** Labels, addresses, ports and namespaces of a landscape, from which policies are generated that concern its pods. */
export type Vocabulary = {
  namespaces: readonly string[];
  labels: Readonly<Record<string, readonly string[]>>;
  cidrs: readonly string[];
  portNames: readonly string[];
  /** The lowest and the highest number to generate. */
  ports: readonly [number, number];
  protocols: readonly NonNullable<PolicyPort['protocol']>[];
};

export type PolicyArbitraries = {
  policy: fc.Arbitrary<NetworkPolicy>;
  policies: fc.Arbitrary<NetworkPolicy[]>;
  ingressRule: fc.Arbitrary<NonNullable<NetworkPolicy['spec']['ingress']>[number]>;
};

export function arbitraryPolicies(vocabulary: Vocabulary, most = 4): PolicyArbitraries {
  const port = arbitraryPort(vocabulary);
  const peer = arbitraryPeer(vocabulary);
  const ports = fc.option(fc.array(port, { maxLength: 3 }), { nil: undefined, freq: 2 });
  const peers = fc.option(fc.array(peer, { maxLength: 3 }), { nil: undefined, freq: 3 });
  const ingressRule = fc.record({ ports, from: peers });
  const egressRule = fc.record({ ports, to: peers });
  const spec = fc.record({
    podSelector: arbitrarySelector(vocabulary.labels),
    policyTypes: fc.option(fc.subarray(['Ingress', 'Egress'] as const), { nil: undefined, freq: 3 }),
    ingress: fc.option(fc.array(ingressRule, { maxLength: 2 }), { nil: undefined, freq: 3 }),
    egress: fc.option(fc.array(egressRule, { maxLength: 2 }), { nil: undefined, freq: 2 }),
  });
  const policy = fc.record({
    metadata: fc.record({
      namespace: fc.constantFrom(...vocabulary.namespaces),
      name: fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 6, maxLength: 6 }),
    }),
    spec,
  });
  const policies = fc.uniqueArray(policy, { maxLength: most, selector: ({ metadata }) => metadata.name });
  return { policy, policies, ingressRule };
}

function arbitrarySelector(labels: Vocabulary['labels']): fc.Arbitrary<LabelSelector> {
  const key = fc.constantFrom(...Object.keys(labels));
  const value = (of: string): fc.Arbitrary<string> => fc.constantFrom(...(labels[of] ?? []));
  const matchLabels = key.chain((each) => value(each).map((label) => ({ [each]: label })));
  const requirement = fc.oneof(
    key.chain((each) =>
      fc.record({
        key: fc.constant(each),
        operator: fc.constantFrom('In' as const, 'NotIn' as const),
        values: fc.uniqueArray(value(each), { minLength: 1, maxLength: 2 }),
      }),
    ),
    fc.record({ key, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
  );
  return fc.oneof(
    fc.constant({}),
    matchLabels.map((chosen) => ({ matchLabels: chosen })),
    fc.array(requirement, { minLength: 1, maxLength: 2 }).map((matchExpressions) => ({ matchExpressions })),
    fc.record({ matchLabels, matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 1 }) }),
  );
}

function arbitraryPeer({ labels, cidrs }: Vocabulary): fc.Arbitrary<PolicyPeer> {
  const selector = arbitrarySelector(labels);
  const block = fc.constantFrom(...cidrs).chain((cidr) =>
    fc.record({
      cidr: fc.constant(cidr),
      except: fc.subarray(cidrs.filter((each) => isStrictlyWithin(each, cidr))),
    }),
  );
  return fc.oneof(
    selector.map((podSelector) => ({ podSelector })),
    selector.map((namespaceSelector) => ({ namespaceSelector })),
    fc.record({ podSelector: selector, namespaceSelector: selector }),
    block.map((ipBlock) => ({ ipBlock })),
  );
}

/** Whether one range lies within another: its prefix is longer, and begins with the bits of the other's prefix. */
function isStrictlyWithin(inner: string, outer: string): boolean {
  const [[innerBase, innerBits], [outerBase, outerBits]] = [bitsOf(inner), bitsOf(outer)];
  return innerBase.length === outerBase.length && innerBits > outerBits
    ? innerBase.startsWith(outerBase.slice(0, outerBits))
    : false;
}

function bitsOf(cidr: string): [bits: string, length: number] {
  const [base = '', length = ''] = cidr.split('/');
  if (!base.includes(':')) {
    return [
      base
        .split('.')
        .map((byte) => Number(byte).toString(2).padStart(8, '0'))
        .join(''),
      Number(length),
    ];
  }
  const [head = '', tail = ''] = base.split('::');
  const groups = [head, tail].map((half) => half.split(':').filter((group) => group !== ''));
  const [before = [], after = []] = base.includes('::') ? groups : [base.split(':'), []];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const bits = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'));
  return [bits.join(''), Number(length)];
}

function arbitraryPort({ portNames, ports: [lowest, highest], protocols }: Vocabulary): fc.Arbitrary<PolicyPort> {
  const protocol = fc.option(fc.constantFrom(...protocols), { nil: undefined });
  const number = fc.integer({ min: lowest, max: highest });
  return fc.oneof(
    fc.record({ protocol }),
    fc.record({ protocol, port: number }),
    fc.record({ protocol, port: fc.constantFrom(...portNames) }),
    fc.record({ protocol, port: number, span: fc.nat(3) }).map(({ span, ...rest }) => ({
      ...rest,
      endPort: Math.min(rest.port + span, highest),
    })),
  );
}
