import type { PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { everyAddress, rangeOf } from '../address-ranges.ts';
import { type Arena, type PodKey, podOf } from '../arena.ts';
import { asks, onPod, policy, type Scenario } from '../scenario.ts';

/** What several blocks of addresses mean together. Each scenario isolates a pod of its own, so that all can be in force at once. */
export const blockScenarios: readonly Scenario[] = [
  {
    id: 'except-and-another-policy',
    steps: (arena) => {
      const allowing = (name: string, from: PolicyPeer) =>
        policy(arena.x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [{ from: [from] }] }, name);
      return [
        {
          policies: [
            allowing('all-but-two', blockOfAll(arena, 'x-c', 'y-a')),
            allowing('one-of-the-two', blockOf(arena, 'y-a')),
          ],
          asks: asks(['x-b', 'x-c', 'y-a'], ['x-a'], [8080]),
        },
      ];
    },
  },
  {
    id: 'same-block-in-two-rules',
    steps: (arena) => [
      {
        policies: [
          policy(
            arena.x,
            {
              ...onPod('x-c'),
              policyTypes: ['Ingress'],
              ingress: [
                { from: [blockOfAll(arena)], ports: [{ port: 8080 }] },
                { from: [blockOfAll(arena, 'y-a')], ports: [{ port: 8081 }] },
              ],
            },
            'same-block-twice',
          ),
        ],
        asks: [...asks(['x-b', 'y-a'], ['x-c'], [8080, 8081]), ...asks(['x-b'], ['x-c'], [8082])],
      },
    ],
  },
  {
    id: 'block-within-a-block',
    steps: (arena) => [
      {
        policies: [
          policy(
            arena.y,
            {
              ...onPod('y-a'),
              policyTypes: ['Ingress'],
              ingress: [
                { from: [blockOfAll(arena)], ports: [{ port: 8080 }] },
                { from: [blockOf(arena, 'x-c')], ports: [{ port: 8081 }] },
              ],
            },
            'broad-and-narrow',
          ),
        ],
        asks: asks(['x-b', 'x-c'], ['y-a'], [8080, 8081]),
      },
    ],
  },
  {
    id: 'named-port-and-block',
    steps: (arena) => [
      {
        policies: [
          policy(
            arena.x,
            {
              ...onPod('x-b'),
              policyTypes: ['Ingress'],
              ingress: [{ from: [blockOf(arena, 'y-a')], ports: [{ port: 'web' }] }],
            },
            'named-port-from-block',
          ),
        ],
        asks: asks(['y-a', 'x-c'], ['x-b'], [8080, 8081]),
      },
    ],
  },
];

/** What an exception means for outgoing connections. */
export const egressBlockScenarios: readonly Scenario[] = [
  {
    id: 'egress-ip-block-except',
    steps: (arena) => [
      {
        policies: [
          policy(
            arena.x,
            {
              ...onPod('x-b'),
              policyTypes: ['Egress'],
              egress: [{ to: [blockOfAll(arena, 'x-c')] }],
            },
            'to-all-but-one',
          ),
        ],
        asks: (['TCP', 'UDP'] as const).flatMap((protocol) => asks(['x-b'], ['x-c', 'y-a'], [8080], protocol)),
      },
    ],
  },
];

function blockOf(arena: Arena, key: PodKey): PolicyPeer {
  return { ipBlock: { cidr: rangeOf(podOf(arena, key).addresses[0]) } };
}

function blockOfAll(arena: Arena, ...excepted: PodKey[]): PolicyPeer {
  const cidr = everyAddress(podOf(arena, 'x-a').addresses[0]);
  const except = excepted.map((key) => rangeOf(podOf(arena, key).addresses[0]));
  return { ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } };
}
