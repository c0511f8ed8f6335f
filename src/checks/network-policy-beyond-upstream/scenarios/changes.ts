import type { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import type { Arena } from '../arena.ts';
import { asks, onPod, policy, type Scenario } from '../scenario.ts';

const open8080and8081 = asks(['y-a'], ['x-a'], [8080, 8081]);

function allowing({ x }: Arena, port: number, name?: string): NetworkPolicy {
  return policy(x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [{ ports: [{ port }] }] }, name);
}

/** What follows from changes of policies and labels. */
export const changeScenarios: readonly Scenario[] = [
  {
    id: 'peer-label-removed',
    steps: ({ x }) => {
      const friends = policy(x, {
        ...onPod('x-a'),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { role: 'friend' } } }] }],
      });
      const tried = asks(['x-b', 'x-c'], ['x-a'], [8080]);
      return [
        { policies: [friends], podLabels: { 'x-c': { role: 'friend' } }, asks: tried },
        { policies: [friends], asks: tried },
      ];
    },
  },
  {
    id: 'target-label-removed',
    steps: ({ x }) => {
      const closed = policy(x, {
        podSelector: { matchLabels: { role: 'closed' } },
        policyTypes: ['Ingress'],
        ingress: [],
      });
      const tried = asks(['y-a'], ['x-a', 'x-b'], [8080]);
      return [
        { policies: [closed], podLabels: { 'x-a': { role: 'closed' } }, asks: tried },
        { policies: [closed], asks: tried },
      ];
    },
  },
  {
    id: 'namespace-label-removed',
    steps: ({ x }) => {
      const guests = policy(x, {
        ...onPod('x-a'),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { role: 'guest' } } }] }],
      });
      const tried = asks(['x-b', 'y-a', 'y-b'], ['x-a'], [8080]);
      return [
        { policies: [guests], namespaceLabels: { y: { role: 'guest' } }, asks: tried },
        { policies: [guests], asks: tried },
      ];
    },
  },
  {
    id: 'policy-updated',
    steps: (arena) => [
      { policies: [allowing(arena, 8080)], asks: open8080and8081 },
      { policies: [allowing(arena, 8081)], asks: open8080and8081 },
    ],
  },
  {
    id: 'policy-deleted',
    steps: (arena) => [
      {
        policies: [allowing(arena, 8080, 'first'), allowing(arena, 8081, 'second')],
        asks: asks(['y-a'], ['x-a'], [8080, 8081, 8082]),
      },
      { policies: [allowing(arena, 8081, 'second')], asks: open8080and8081 },
      { policies: [], asks: open8080and8081 },
    ],
  },
];
