import { asks, onPod, policy, type Scenario } from '../scenario.ts';

/** What values of labels mean. Each scenario isolates pods of its own, so that all can be in force at once. */
export const valueScenarios: readonly Scenario[] = [
  {
    id: 'target-in-several-values',
    steps: ({ x }) => [
      {
        policies: [
          policy(
            x,
            {
              podSelector: { matchExpressions: [{ key: 'pod', operator: 'In', values: ['x-a', 'x-b'] }] },
              policyTypes: ['Ingress'],
              ingress: [
                {
                  from: [
                    { podSelector: { matchExpressions: [{ key: 'pod', operator: 'In', values: ['x-b', 'x-c'] }] } },
                  ],
                },
              ],
            },
            'on-two-pods',
          ),
        ],
        // The second value counts for peers, too.
        asks: [...asks(['y-a'], ['x-a', 'x-b', 'x-c'], [8080]), ...asks(['x-c'], ['x-a'], [8080])],
      },
    ],
  },
  {
    id: 'labels-that-look-like-numbers',
    steps: ({ y }) => [
      {
        policies: [
          policy(
            y,
            {
              ...onPod('y-b'),
              policyTypes: ['Ingress'],
              ingress: [
                {
                  from: ['00000', 'true'].map((code) => ({
                    namespaceSelector: {},
                    podSelector: { matchLabels: { code } },
                  })),
                },
              ],
            },
            'from-codes',
          ),
        ],
        asks: asks(['x-a', 'x-b', 'x-c', 'y-a'], ['y-b'], [8080]),
      },
    ],
  },
  {
    id: 'namespace-label-removed-both-selectors',
    steps: ({ y }) => {
      const guests = policy(
        y,
        {
          ...onPod('y-a'),
          policyTypes: ['Ingress'],
          ingress: [
            {
              from: [
                {
                  namespaceSelector: { matchLabels: { role: 'guest' } },
                  podSelector: { matchLabels: { team: 'blue' } },
                },
              ],
            },
          ],
        },
        'blue-guests',
      );
      const tried = asks(['x-a', 'x-b', 'x-c'], ['y-a'], [8080]);
      return [
        { policies: [guests], namespaceLabels: { x: { role: 'guest' } }, asks: tried },
        { policies: [guests], asks: tried },
      ];
    },
  },
];
