import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Landscape } from '../../../results-parsers/policy-model/landscape.ts';
import { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { judgeConnection } from '../../../results-parsers/policy-model/reachability-model.ts';
import { arbitraryPolicies } from './arbitrary-policies.ts';
import { pods } from './building.ts';
import { reachabilityMatrix } from './reachability-matrix.ts';

const PORTS = [79, 80, 81, 82];
const PROTOCOLS = ['TCP', 'UDP'] as const;

const { policies, policy, ingressRule } = arbitraryPolicies({
  namespaces: ['x', 'y'],
  labels: { pod: ['a', 'b', 'c'], 'kubernetes.io/metadata.name': ['x', 'y'], absent: ['never'] },
  cidrs: ['0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24', '10.0.2.0/24', '10.0.1.1/32', 'fd00::/16', 'fd00::2:0/112'],
  portNames: ['serve-80-tcp', 'serve-81-udp', 'unknown'],
  ports: [79, 82],
  protocols: ['TCP', 'UDP', 'SCTP'],
});
const world: Landscape = {
  namespaces: ['x', 'y', 'z'].map((name) => ({ name, labels: {} })),
  pods: pods('x/a', 'x/b', 'y/a', 'y/c', 'z/b'),
  policies: [],
};

/** The marks of all connections between the pods, for both address families. */
function reachable(list: NetworkPolicy[]): string[] {
  return [0, 1].flatMap((place) =>
    PROTOCOLS.flatMap((protocol) =>
      PORTS.flatMap((port) => reachabilityMatrix({ ...world, policies: list }, protocol, port, place)),
    ),
  );
}

function count(rows: string[], mark: string): number {
  return rows.join('').split(mark).length - 1;
}

/** Whether everything that is open in the first is open in the second. */
function isOpenIn(fewer: string[], more: string[]): boolean {
  const all = more.join('');
  return [...fewer.join('')].every((mark, index) => mark !== '.' || all[index] === '.');
}

test('generated policies are valid for the API server, and some block and some allow', () => {
  const taken = fc.property(policy, (each) => {
    expect(NetworkPolicy.safeParse(each).success).toBe(true);
  });
  fc.assert(taken);
  const samples = fc.sample(policies, { numRuns: 300, seed: 1 }).map(reachable);
  const mixed = samples.filter((rows) => count(rows, 'X') > 0 && count(rows, '.') > 0);
  expect(mixed.length).toBeGreaterThan(100);
});

test('the order of policies, of their rules, peers and ports is irrelevant', () => {
  const reversed = (each: NetworkPolicy): NetworkPolicy => ({
    ...each,
    spec: {
      ...each.spec,
      ingress: each.spec.ingress
        ?.map(({ from, ports }) => ({ from: from?.toReversed(), ports: ports?.toReversed() }))
        .reverse(),
      egress: each.spec.egress
        ?.map(({ to, ports }) => ({ to: to?.toReversed(), ports: ports?.toReversed() }))
        .reverse(),
    },
  });
  const holds = fc.property(policies, (list) => {
    expect(reachable(list.map(reversed).reverse())).toEqual(reachable(list));
  });
  fc.assert(holds, { numRuns: 100 });
});

test('another rule for pods that are already isolated never blocks anything', () => {
  const holds = fc.property(policies, fc.nat(), ingressRule, (list, chosen, rule) => {
    const index = chosen % Math.max(list.length, 1);
    const more = list.map((each, place) => {
      const isIngress = each.spec.policyTypes?.includes('Ingress') ?? true;
      if (place !== index || !isIngress) return each;
      return { ...each, spec: { ...each.spec, ingress: [...(each.spec.ingress ?? []), rule] } };
    });
    expect(isOpenIn(reachable(list), reachable(more))).toBe(true);
  });
  fc.assert(holds, { numRuns: 100 });
});

test('a policy without rules never opens anything, and policies that allow all leave nothing blocked', () => {
  const holds = fc.property(policies, (list) => {
    const deny = { metadata: { namespace: 'x', name: 'deny' }, spec: { policyTypes: ['Ingress' as const] } };
    expect(isOpenIn(reachable([...list, deny]), reachable(list))).toBe(true);
    const open = ['x', 'y'].map((namespace) => ({
      metadata: { namespace, name: 'open' },
      spec: { policyTypes: ['Ingress' as const, 'Egress' as const], ingress: [{}], egress: [{}] },
    }));
    expect(count(reachable([...list, ...open]), 'X')).toBe(0);
  });
  fc.assert(holds, { numRuns: 100 });
});

test('policies concern only connections with a pod of their namespace at the end that they isolate', () => {
  const holds = fc.property(policies, (list) => {
    const all = { ...world, policies: list };
    for (const from of world.pods) {
      for (const to of world.pods) {
        const ends = {
          from: { pod: from, address: from.addresses[0] ?? '' },
          to: { pod: to, address: to.addresses[0] ?? '' },
        };
        const connection = { ...ends, protocol: 'TCP' as const, port: 80 };
        const { ingress, egress, reach } = judgeConnection(all, connection);
        expect(ingress?.isolatedBy.every(({ namespace }) => namespace === to.namespace)).toBe(true);
        expect(egress?.isolatedBy.every(({ namespace }) => namespace === from.namespace)).toBe(true);
        const ofEnds = list.filter(({ metadata: { namespace } }) => [from.namespace, to.namespace].includes(namespace));
        expect(judgeConnection({ ...world, policies: ofEnds }, connection).reach).toBe(reach);
      }
    }
  });
  fc.assert(holds, { numRuns: 100 });
});

test('an exception outside of its block changes nothing', () => {
  const outside = ['192.0.2.0/24', '2001:db8::/32'];
  const holds = fc.property(policies, (list) => {
    const excepted = JSON.parse(JSON.stringify(list), (key, value) =>
      key === 'ipBlock' && !value.cidr.startsWith('0.') ? { ...value, except: [...value.except, ...outside] } : value,
    );
    expect(reachable(excepted)).toEqual(reachable(list));
  });
  fc.assert(holds, { numRuns: 100 });
});

test('writing out the defaults changes nothing', () => {
  const written = (each: NetworkPolicy): NetworkPolicy => {
    const { spec } = each;
    const types = spec.egress?.length ? (['Ingress', 'Egress'] as const) : (['Ingress'] as const);
    const defaults = {
      podSelector: spec.podSelector ?? {},
      policyTypes: spec.policyTypes?.length ? spec.policyTypes : [...types],
      ingress: (spec.ingress ?? []).map(({ from, ports }) => ({ from: from ?? [], ports: withProtocol(ports) })),
      egress: (spec.egress ?? []).map(({ to, ports }) => ({ to: to ?? [], ports: withProtocol(ports) })),
    };
    return { ...each, spec: defaults };
  };
  const holds = fc.property(policies, (list) => {
    expect(reachable(list.map(written))).toEqual(reachable(list));
  });
  fc.assert(holds, { numRuns: 100 });
});

type Ports = NonNullable<NonNullable<NetworkPolicy['spec']['ingress']>[number]['ports']>;

function withProtocol(ports: Ports | null | undefined): Ports {
  return (ports ?? []).map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' }));
}

test('a range of ports is equivalent to the list of its ports', () => {
  const each = (ports: Ports | null | undefined): Ports | null | undefined =>
    ports?.flatMap(({ port, endPort, protocol }) =>
      typeof port === 'number' && endPort != null
        ? Array.from({ length: endPort - port + 1 }, (_, index) => ({ protocol, port: port + index }))
        : [{ port, protocol }],
    );
  const holds = fc.property(policies, (list) => {
    const spelled = list.map(({ metadata, spec }) => ({
      metadata,
      spec: {
        ...spec,
        ingress: spec.ingress?.map((rule) => ({ ...rule, ports: each(rule.ports) })),
        egress: spec.egress?.map((rule) => ({ ...rule, ports: each(rule.ports) })),
      },
    }));
    expect(reachable(spelled)).toEqual(reachable(list));
  });
  fc.assert(holds, { numRuns: 100 });
});
