import { type Arena, type PodKey, podOf } from '../arena.ts';
import { API_SERVER, asks, onPod, policy, type Scenario } from '../scenario.ts';

/** The scenarios that run beside this one neither isolate these pods nor connect from them. */
const CLIENTS: readonly PodKey[] = ['y-b', 'x-c', 'x-b'];

/** What policies mean for addresses that are not pods. */
export const outsideScenarios: readonly Scenario[] = [
  {
    id: 'egress-to-no-pod',
    notApplicable: (arena) => {
      if (arena.apiServer === null) return 'The address of the API server could not be seen.';
      if (clientIn(arena) !== undefined) return null;
      return "The pods that could be tried are on the API server's own node, which they may always reach.";
    },
    steps: (arena) => {
      const client = clientIn(arena);
      if (client === undefined) return [];
      const isOther = { key: 'kubernetes.io/metadata.name', operator: 'NotIn' as const, values: [arena.x] };
      return [
        {
          policies: [
            policy(
              podOf(arena, client).namespace,
              {
                ...onPod(client),
                policyTypes: ['Egress'],
                egress: [{ to: [{ namespaceSelector: { matchExpressions: [isOther] } }] }],
              },
              'to-pods-elsewhere',
            ),
          ],
          asks: [
            { from: client, to: API_SERVER, protocol: 'TCP', port: arena.apiServer?.port ?? 0 },
            ...asks([client], ['y-a'], [8080]),
          ],
        },
      ];
    },
  },
];

function clientIn(arena: Arena): PodKey | undefined {
  return CLIENTS.find((key) => !podOf(arena, key).nodeAddresses.includes(arena.apiServer?.address ?? ''));
}
