import { asks, onPod, policy, type Scenario } from '../scenario.ts';

/** Which pods policies isolate, and in which direction. */
export const targetScenarios: readonly Scenario[] = [
  {
    id: 'target-selector-expressions',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            podSelector: {
              matchLabels: { team: 'blue' },
              matchExpressions: [{ key: 'pod', operator: 'NotIn', values: ['x-b'] }],
            },
            policyTypes: ['Ingress'],
            ingress: [],
          }),
        ],
        asks: asks(['y-a', 'y-b'], ['x-a', 'x-b', 'x-c'], [8080]),
      },
    ],
  },
  {
    id: 'policy-types-left-out',
    steps: ({ x }) => [
      {
        policies: [policy(x, onPod('x-a'))],
        asks: [...asks(['y-a'], ['x-a'], [8080]), ...asks(['x-a'], ['y-a'], [8080, 8081])],
      },
      {
        policies: [policy(x, { ...onPod('x-a'), egress: [{ ports: [{ port: 8081 }] }] })],
        asks: [...asks(['y-a'], ['x-a'], [8080]), ...asks(['x-a'], ['y-a'], [8080, 8081])],
      },
    ],
  },
  {
    id: 'policy-types-narrower-than-rules',
    steps: ({ x }) => [
      {
        policies: [
          policy(x, {
            ...onPod('x-a'),
            policyTypes: ['Egress'],
            ingress: [{ ports: [{ port: 8080 }] }],
            egress: [{ ports: [{ port: 8081 }] }],
          }),
        ],
        asks: [...asks(['y-a'], ['x-a'], [8080, 8082]), ...asks(['x-a'], ['y-a'], [8080, 8081])],
      },
      {
        policies: [
          policy(x, {
            ...onPod('x-a'),
            policyTypes: ['Ingress'],
            ingress: [{ ports: [{ port: 8080 }] }],
            egress: [{ ports: [{ port: 8081 }] }],
          }),
        ],
        asks: [...asks(['y-a'], ['x-a'], [8080, 8082]), ...asks(['x-a'], ['y-a'], [8080, 8081])],
      },
    ],
  },
];
