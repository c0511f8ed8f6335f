import { describe, expect, test } from '@jest/globals';
import {
  expectedOf,
  judgementOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { randomOf } from '../../../../src/checks/network-policy-sampled/random.ts';
import {
  allConnections,
  sampledConnections,
} from '../../../../src/checks/network-policy-sampled/sampled-connections.ts';
import { sampledState } from '../../../../src/checks/network-policy-sampled/sampled-state.ts';
import { simulatedArena } from '../network-policy-beyond-upstream/simulated-engine.ts';

const arena = simulatedArena();
const SEED = 11;
const states = Array.from({ length: 400 }, (_, number) => sampledState(arena, SEED, number));
const policies = states.flatMap((state) => state.policies);

describe('random states', () => {
  test('consist of valid policies with unique names, which recur in other states', () => {
    for (const policy of policies) expect(NetworkPolicy.safeParse(policy).error).toBeUndefined();
    for (const { policies: own } of states)
      expect(new Set(own.map(({ metadata }) => metadata.name)).size).toBe(own.length);
    expect([...new Set(policies.map(({ metadata }) => metadata.name))].toSorted()).toEqual(
      [1, 2, 3, 4].map((n) => `sampled-${n}`),
    );
  });

  test('are the same for the same seed and number, and differ for others', () => {
    expect(sampledState(arena, SEED, 17)).toEqual(states[17]);
    expect(sampledState(arena, SEED + 1, 17)).not.toEqual(states[17]);
    expect(new Set(states.map((state) => JSON.stringify(state.policies))).size).toBeGreaterThan(390);
  });

  test('change labels only every fourth time, because network plugins may apply labels late', () => {
    for (const [number, { podLabels, namespaceLabels }] of states.entries()) {
      const first = states[number - (number % 4)];
      expect({ podLabels, namespaceLabels }).toEqual({
        podLabels: first?.podLabels,
        namespaceLabels: first?.namespaceLabels,
      });
    }
    expect(new Set(states.map(({ podLabels }) => JSON.stringify(podLabels))).size).toBeGreaterThan(10);
  });

  test.each([
    'In',
    'NotIn',
    'Exists',
    'DoesNotExist',
    'matchLabels',
    'podSelector',
    'namespaceSelector',
    'ipBlock',
    'except',
    'endPort',
    'SCTP',
    'UDP',
    'web',
    'nobody-has-it',
    'Egress',
    '"ingress":[]',
    '"podSelector":{}',
  ])('contain %s', (word) => {
    expect(JSON.stringify(policies)).toContain(word);
  });

  test('contain policies without policyTypes, and policies with rules for a direction that is not among their policyTypes', () => {
    expect(policies.some(({ spec }) => spec.policyTypes === undefined)).toBe(true);
    expect(policies.some(({ spec }) => spec.policyTypes?.join() === 'Ingress' && spec.egress?.length)).toBe(true);
  });
});

describe('random connections', () => {
  const all = allConnections(arena);

  test('are possible ones, each at most once, and many are expected to be blocked and many to be open', () => {
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(all.length);
    const drawn = states.map((state, number) => sampledConnections(randomOf(SEED, number), arena, state, all));
    for (const [number, connections] of drawn.entries()) {
      expect(new Set(connections.map((each) => JSON.stringify(each))).size).toBe(connections.length);
      for (const tried of connections)
        expect(
          judgementOf(arena, states[number] ?? { policies: [], podLabels: {}, namespaceLabels: {} }, tried),
        ).not.toBeNull();
    }
    const expected = drawn.flatMap((connections, number) =>
      connections.map((tried) =>
        expectedOf(judgementOf(arena, states[number] ?? { policies: [], podLabels: {}, namespaceLabels: {} }, tried)),
      ),
    );
    const share = (what: string): number => expected.filter((each) => each === what).length / expected.length;
    expect(share('blocked')).toBeGreaterThan(0.3);
    expect(share('open')).toBeGreaterThan(0.3);
  });

  test('go to pods, to the service and to second addresses, by TCP and UDP, and never to their own source', () => {
    expect(all.filter(({ to }) => to.what.startsWith('the service'))).toHaveLength(8);
    expect(all.filter(({ to }) => to.what.startsWith('the second address'))).toHaveLength(20);
    expect(allConnections(simulatedArena(1)).some(({ to }) => to.what.startsWith('the second'))).toBe(false);
    expect(new Set(all.map(({ protocol }) => protocol))).toEqual(new Set(['TCP', 'UDP']));
    expect(all.filter(({ from, to }) => from.pod === to.what)).toEqual([]);
  });
});
