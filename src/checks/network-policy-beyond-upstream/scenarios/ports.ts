import type { PolicyPort } from '../../../../results-parsers/policy-model/network-policy.ts';
import type { Arena } from '../arena.ts';
import { asks, onPod, policy, type Scenario, type Step } from '../scenario.ts';

const ALL = [8080, 8081, 8082, 8083, 8084];

function ingressTo({ x }: Arena, ...ports: PolicyPort[]): Step['policies'] {
  return [policy(x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [{ ports }] })];
}

/** What the ports in policies' rules mean. */
export const portScenarios: readonly Scenario[] = [
  {
    id: 'end-port-ingress',
    steps: (arena) => [
      {
        policies: ingressTo(arena, { protocol: 'TCP', port: 8081, endPort: 8083 }),
        asks: [
          ...asks(['x-c'], ['x-a'], ALL),
          ...asks(['y-a'], ['x-a'], [8080, 8082]),
          ...asks(['x-c'], ['x-a'], [8082], 'UDP'),
        ],
      },
    ],
  },
  {
    id: 'end-port-egress',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            ...onPod('x-a'),
            policyTypes: ['Egress'],
            egress: [{ ports: [{ protocol: 'TCP', port: 8081, endPort: 8083 }] }],
          }),
        ],
        asks: [...asks(['x-a'], ['y-a'], ALL), ...asks(['x-a'], ['x-b'], [8080, 8082])],
      },
    ],
  },
  {
    id: 'named-port-per-pod-ingress',
    steps: ({ x }) => [
      {
        policies: [policy(x, { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 'web' }] }] })],
        // The policy is for all pods, but of its own namespace.
        asks: [...asks(['y-b'], ['x-a', 'x-b', 'x-c'], [8080, 8081]), ...asks(['y-b'], ['y-a'], [8080])],
      },
    ],
  },
  {
    id: 'named-port-per-pod-egress',
    steps: ({ y }) => [
      {
        policies: [policy(y, { ...onPod('y-b'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 'web' }] }] })],
        asks: [...asks(['y-b'], ['x-a', 'x-b'], [8080, 8081]), ...asks(['y-b'], ['y-a'], [8080, 8082])],
      },
    ],
  },
  {
    id: 'named-port-undefined',
    steps: (arena) => [
      {
        policies: ingressTo(arena, { port: 'nobody-has-it' }, { port: 8084 }),
        asks: asks(['y-a', 'x-c'], ['x-a'], [8080, 8083, 8084]),
      },
      {
        policies: [
          policy(arena.x, {
            ...onPod('x-c'),
            policyTypes: ['Egress'],
            egress: [{ ports: [{ port: 'nobody-has-it' }, { port: 8084 }] }],
          }),
        ],
        asks: asks(['x-c'], ['y-a', 'x-a'], [8080, 8084]),
      },
    ],
  },
  {
    id: 'named-port-udp',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            podSelector: {},
            policyTypes: ['Ingress'],
            ingress: [{ ports: [{ port: 'dns', protocol: 'UDP' }] }],
          }),
        ],
        asks: [...asks(['y-a'], ['x-a', 'x-b'], [8080, 8081], 'UDP'), ...asks(['y-a'], ['x-a'], [8080])],
      },
    ],
  },
  {
    id: 'several-ports-in-one-rule',
    steps: (arena) => [
      {
        policies: ingressTo(arena, { port: 8080 }, { port: 8081, protocol: 'UDP' }, { port: 8083, protocol: 'TCP' }),
        asks: [
          ...asks(['y-a'], ['x-a'], [8080, 8081, 8083, 8084]),
          ...asks(['y-a'], ['x-a'], [8080, 8081, 8083], 'UDP'),
        ],
      },
    ],
  },
  {
    id: 'udp-egress',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            ...onPod('x-a'),
            policyTypes: ['Egress'],
            egress: [{ ports: [{ protocol: 'UDP', port: 8080 }] }],
          }),
        ],
        asks: [...asks(['x-a'], ['y-a'], [8080, 8081], 'UDP'), ...asks(['x-a'], ['y-a'], [8080])],
      },
    ],
  },
];
