import { asks, onPod, policy, type Scenario } from '../scenario.ts';

/** Nothing listens on them. */
const OTHER_PORTS = Array.from({ length: 40 }, (_, index) => ({ port: 20_001 + 2 * index }));

/** What lists of rules, ports and values mean. Each scenario isolates pods of its own, so that all can be in force at once. */
export const listScenarios: readonly Scenario[] = [
  {
    id: 'several-egress-rules',
    steps: ({ y }) => [
      {
        policies: [
          policy(
            y,
            {
              ...onPod('y-b'),
              policyTypes: ['Egress'],
              egress: [
                { to: [onPod('y-a')], ports: [{ port: 8080 }] },
                {
                  to: [{ namespaceSelector: { matchLabels: { side: 'x' } }, ...onPod('x-c') }],
                  ports: [{ port: 8081 }],
                },
              ],
            },
            'two-egress-rules',
          ),
        ],
        asks: asks(['y-b'], ['y-a', 'x-c'], [8080, 8081]),
      },
    ],
  },
  {
    id: 'many-ports-in-one-rule',
    steps: ({ x }) => [
      {
        policies: [
          policy(
            x,
            {
              ...onPod('x-a'),
              policyTypes: ['Ingress'],
              ingress: [{ ports: [{ port: 8084 }, ...OTHER_PORTS, { port: 8080 }] }],
            },
            'many-ports',
          ),
        ],
        asks: asks(['y-a'], ['x-a'], [8080, 8081, 8084]),
      },
    ],
  },
  {
    id: 'not-in-several-values',
    steps: ({ x, y }) => [
      {
        policies: [
          policy(
            x,
            {
              ...onPod('x-b'),
              policyTypes: ['Ingress'],
              ingress: [
                {
                  from: [
                    {
                      namespaceSelector: {},
                      podSelector: { matchExpressions: [{ key: 'pod', operator: 'NotIn', values: ['x-c', 'y-a'] }] },
                    },
                  ],
                },
              ],
            },
            'not-from-two-pods',
          ),
          policy(
            y,
            {
              ...onPod('y-b'),
              policyTypes: ['Ingress'],
              ingress: [
                {
                  from: [
                    {
                      namespaceSelector: {
                        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [x, y] }],
                      },
                    },
                  ],
                },
              ],
            },
            'not-from-two-namespaces',
          ),
        ],
        asks: [...asks(['x-a', 'x-c', 'y-a'], ['x-b'], [8080]), ...asks(['x-a', 'y-a'], ['y-b'], [8080])],
      },
    ],
  },
];
