import { type Arena, type PodKey, podOf } from '../arena.ts';
import { kubeletElsewhere } from '../kubelet-elsewhere.ts';
import { API_SERVER, type Ask, asks, OTHER_NODE, onPod, policy, type Scenario } from '../scenario.ts';

/** The scenarios that run beside this one neither isolate these pods nor connect from them. */
const CLIENTS: readonly PodKey[] = ['y-b', 'x-c', 'x-b'];

/** What policies mean for addresses that are not pods. */
export const outsideScenarios: readonly Scenario[] = [
  {
    id: 'egress-to-no-pod',
    notApplicable: (arena) => {
      if (chosen(arena) !== undefined) return null;
      const why =
        arena.apiServer === null
          ? 'The address of the API server could not be seen'
          : "The pods that could be tried are on the API server's own node, which they may always reach";
      return `${why}, and no kubelet of another node answered them.`;
    },
    steps: (arena) => {
      const choice = chosen(arena);
      if (choice === undefined) return [];
      const { client, targets } = choice;
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
            ...targets.map((to): Ask => ({ from: client, to, protocol: 'TCP', port: 0 })),
            ...asks([client], ['y-a'], [8080]),
          ],
        },
      ];
    },
  },
];

type Target = typeof API_SERVER | typeof OTHER_NODE;

/** The client that has the most targets on other nodes, since every pod may reach its own. Undefined: not one has any. */
function chosen(arena: Arena): { client: PodKey; targets: Target[] } | undefined {
  const choices = CLIENTS.map((client) => ({ client, targets: targetsOf(arena, client) }));
  const most = Math.max(...choices.map(({ targets }) => targets.length));
  return most === 0 ? undefined : choices.find(({ targets }) => targets.length === most);
}

function targetsOf(arena: Arena, client: PodKey): Target[] {
  const { apiServer } = arena;
  const isElsewhere = apiServer ? !podOf(arena, client).nodeAddresses.includes(apiServer.address) : false;
  return [
    ...(isElsewhere ? [API_SERVER as Target] : []),
    ...(kubeletElsewhere(arena, client) === undefined ? [] : [OTHER_NODE as Target]),
  ];
}
