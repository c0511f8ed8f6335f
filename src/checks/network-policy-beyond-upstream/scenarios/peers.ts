import type { PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { everyAddress, rangeOf } from '../address-ranges.ts';
import { type Arena, podOf } from '../arena.ts';
import { type Ask, asks, onPod, policy, type Scenario, type Step } from '../scenario.ts';

function ingressFrom({ x }: Arena, ...from: PolicyPeer[]): Step['policies'] {
  return [policy(x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [{ from }] })];
}

function haveSecondFamily({ pods }: Arena): boolean {
  return pods.every(({ addresses }) => addresses.length > 1);
}

const fromEach = asks(['x-b', 'x-c', 'y-a', 'y-b'], ['x-a'], [8080]);
const toEach = asks(['x-a'], ['x-b', 'x-c', 'y-a'], [8080]);
const bySecondAddress = (each: Ask): Ask => ({ ...each, by: 'second-address' });

/** What the peers in policies' rules mean, by labels and by addresses. */
export const peerScenarios: readonly Scenario[] = [
  {
    id: 'ingress-ip-block',
    steps: (arena) => {
      const [first, second] = podOf(arena, 'y-a').addresses;
      const step = (address: string | undefined, wanted: Ask[]): Step => ({
        policies: ingressFrom(arena, { ipBlock: { cidr: rangeOf(address) } }),
        asks: wanted,
      });
      const ofFirst = step(first, fromEach);
      return haveSecondFamily(arena)
        ? [ofFirst, step(second, [...fromEach, ...fromEach.map(bySecondAddress)])]
        : [ofFirst];
    },
  },
  {
    id: 'ingress-ip-block-except',
    steps: (arena) => {
      const [address] = podOf(arena, 'y-b').addresses;
      const block = { cidr: everyAddress(address), except: [rangeOf(address)] };
      return [{ policies: ingressFrom(arena, { ipBlock: block }), asks: fromEach }];
    },
  },
  {
    id: 'second-address-family',
    notApplicable: (arena) => (haveSecondFamily(arena) ? null : 'The pods of this cluster have only one address each.'),
    steps: (arena) => [
      {
        policies: ingressFrom(arena, { podSelector: { matchLabels: { pod: 'x-b' } } }),
        asks: [...fromEach, ...fromEach.map(bySecondAddress)],
      },
      {
        policies: [policy(arena.x, { ...onPod('x-a'), policyTypes: ['Egress'], egress: [{ to: [onPod('x-b')] }] })],
        asks: [...toEach, ...toEach.map(bySecondAddress)],
      },
    ],
  },
  {
    id: 'service-and-pod-address',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            ...onPod('x-b'),
            policyTypes: ['Ingress'],
            ingress: [{ from: [onPod('x-c')], ports: [{ port: 8081 }] }],
          }),
        ],
        asks: ['x-c' as const, 'x-a' as const].flatMap((from): Ask[] => [
          ...asks([from], ['x-b'], [8081, 8084]),
          ...asks([from], ['x-b'], [80, 81]).map((each): Ask => ({ ...each, by: 'service' })),
        ]),
      },
    ],
  },
  {
    id: 'selector-exists',
    steps: (arena) => [
      {
        policies: ingressFrom(arena, {
          namespaceSelector: {},
          podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
        }),
        asks: fromEach,
      },
    ],
  },
  {
    id: 'selector-does-not-exist',
    steps: (arena) => [
      {
        policies: ingressFrom(arena, {
          namespaceSelector: {},
          podSelector: { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
        }),
        asks: fromEach,
      },
      {
        policies: ingressFrom(arena, {
          namespaceSelector: { matchExpressions: [{ key: 'partner', operator: 'DoesNotExist' }] },
        }),
        asks: fromEach,
      },
    ],
  },
  {
    id: 'several-rules-in-one-policy',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            ...onPod('x-a'),
            policyTypes: ['Ingress'],
            ingress: [
              { from: [onPod('x-b')], ports: [{ port: 8080 }] },
              { from: [{ namespaceSelector: { matchLabels: { side: 'y' } } }], ports: [{ port: 8081 }] },
            ],
          }),
        ],
        asks: asks(['x-b', 'x-c', 'y-a'], ['x-a'], [8080, 8081]),
      },
    ],
  },
  {
    id: 'egress-port-and-peer',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            ...onPod('x-a'),
            policyTypes: ['Egress'],
            egress: [
              {
                to: [{ namespaceSelector: { matchLabels: { side: 'y' } }, ...onPod('y-a') }],
                ports: [{ port: 8081 }],
              },
            ],
          }),
        ],
        asks: [...asks(['x-a'], ['y-a', 'y-b'], [8080, 8081]), ...asks(['x-a'], ['x-b'], [8081])],
      },
    ],
  },
];
