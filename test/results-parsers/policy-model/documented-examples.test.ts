import { describe, expect, test } from '@jest/globals';
import type { Connection, Landscape, ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import { judgeConnection } from '../../../results-parsers/policy-model/reachability-model.ts';
import { egress, endOf, from, ingress, landscape, onPorts, pods, policy, to } from './building.ts';

type Reach = ReturnType<typeof judgeConnection>['reach'];

function outside(address: string): Connection['from'] {
  return { pod: null, address };
}

function reach(world: Landscape, connection: Connection): Reach {
  return judgeConnection(world, connection).reach;
}

/** The example of https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource. */
const example = policy('x', {
  podSelector: { matchLabels: { role: 'db' } },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [
    {
      from: [
        { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
        { namespaceSelector: { matchLabels: { project: 'myproject' } } },
        { podSelector: { matchLabels: { role: 'frontend' } } },
      ],
      ports: [{ protocol: 'TCP', port: 6379 }],
    },
  ],
  egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 5978 }] }],
});

function withRoles(podList: ModelPod[], roles: Record<string, string>): ModelPod[] {
  return podList.map((pod) => {
    const role = roles[`${pod.namespace}/${pod.name}`];
    return role === undefined ? pod : { ...pod, labels: { ...pod.labels, role } };
  });
}

const documented: Landscape = {
  namespaces: [
    { name: 'x', labels: {} },
    { name: 'y', labels: { project: 'myproject' } },
    { name: 'z', labels: {} },
  ],
  pods: withRoles(pods('x/db', 'x/frontend', 'x/other', 'y/any', 'z/frontend'), {
    'x/db': 'db',
    'x/frontend': 'frontend',
    'z/frontend': 'frontend',
  }),
  policies: [example],
};
const db = endOf(documented, 'x/db');

describe("the documentation's example decides as documented", () => {
  const sources: [string, Connection['from'], Reach][] = [
    ['a pod of the namespace with the label', endOf(documented, 'x/frontend'), 'open'],
    ['a pod of the namespace without it', endOf(documented, 'x/other'), 'blocked'],
    ['any pod of a namespace with the label', endOf(documented, 'y/any'), 'open'],
    ['a pod with the label in another namespace', endOf(documented, 'z/frontend'), 'blocked'],
    ['the first address of the block', outside('172.17.0.0'), 'open'],
    ['the last address before the exception', outside('172.17.0.255'), 'open'],
    ['the first address of the exception', outside('172.17.1.0'), 'blocked'],
    ['the last address of the exception', outside('172.17.1.255'), 'blocked'],
    ['the first address after the exception', outside('172.17.2.0'), 'open'],
    ['the last address of the block', outside('172.17.255.255'), 'open'],
    ['the first address after the block', outside('172.18.0.0'), 'blocked'],
  ];

  test.each(sources)('on connections from %s', (_, source, expected) => {
    expect(reach(documented, { from: source, to: db, protocol: 'TCP', port: 6379 })).toBe(expected);
    expect(reach(documented, { from: source, to: db, protocol: 'TCP', port: 6380 })).toBe('blocked');
    expect(reach(documented, { from: source, to: db, protocol: 'UDP', port: 6379 })).toBe('blocked');
  });

  test.each([
    ['10.0.0.0', 5978, 'open'],
    ['10.0.0.255', 5978, 'open'],
    ['10.0.1.0', 5978, 'blocked'],
    ['10.0.0.7', 5979, 'blocked'],
  ] as const)('on connections to %s on port %d: %s', (address, port, expected) => {
    expect(reach(documented, { from: db, to: outside(address), protocol: 'TCP', port })).toBe(expected);
  });

  test('on connections between pods that it does not select', () => {
    const connection = { from: endOf(documented, 'y/any'), to: endOf(documented, 'x/other') };
    expect(reach(documented, { ...connection, protocol: 'TCP', port: 1 })).toBe('open');
  });
});

describe('two peers are alternatives, two selectors of one peer are conditions', () => {
  const user = { namespaceSelector: { matchLabels: { project: 'myproject' } } };
  const role = { podSelector: { matchLabels: { role: 'frontend' } } };
  const both: Landscape = {
    ...documented,
    pods: withRoles(pods('x/db', 'x/frontend', 'y/frontend', 'y/any', 'z/frontend'), {
      'x/frontend': 'frontend',
      'y/frontend': 'frontend',
      'z/frontend': 'frontend',
    }),
  };

  test.each([
    ['x/frontend', 'open', 'blocked'],
    ['y/frontend', 'open', 'open'],
    ['y/any', 'open', 'blocked'],
    ['z/frontend', 'blocked', 'blocked'],
  ] as const)('%s: %s, %s', (source, either, together) => {
    const connection: Connection = {
      from: endOf(both, source),
      to: endOf(both, 'x/db'),
      protocol: 'TCP',
      port: 80,
    };
    const of = (...peers: Parameters<typeof from>) => [policy('x', ingress({ pod: 'db' }, from(...peers)))];
    expect(reach({ ...both, policies: of(user, role) }, connection)).toBe(either);
    expect(reach({ ...both, policies: of({ ...user, ...role }) }, connection)).toBe(together);
  });
});

describe('the default policies of the documentation', () => {
  /** The outcomes are for connections into the namespace, and for those out of it. */
  test.each([
    ['deny all ingress', { podSelector: {}, policyTypes: ['Ingress'] }, 'blocked', 'open'],
    ['allow all ingress', { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] }, 'open', 'open'],
    ['deny all egress', { podSelector: {}, policyTypes: ['Egress'] }, 'open', 'blocked'],
    ['allow all egress', { podSelector: {}, egress: [{}], policyTypes: ['Egress'] }, 'open', 'open'],
    ['deny all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, 'blocked', 'blocked'],
    ['no types, no rules', { podSelector: {} }, 'blocked', 'open'],
    ['no types, rules for egress', { podSelector: {}, egress: [{}] }, 'blocked', 'open'],
    ['no types, rules for both', { podSelector: {}, ingress: [{}], egress: [{}] }, 'open', 'open'],
    ['no types, an empty list of rules for egress', { podSelector: {}, egress: [] }, 'blocked', 'open'],
    ['an empty list of types', { podSelector: {}, policyTypes: [], egress: [] }, 'blocked', 'open'],
    ['rules for a direction that is not among the types', { ingress: [], policyTypes: ['Egress'] }, 'open', 'blocked'],
    ['no podSelector', {}, 'blocked', 'open'],
  ] as const)('%s', (_, { ...spec }, into, out) => {
    const world = landscape(pods('x/a', 'y/a'), policy('x', structuredClone(spec) as Parameters<typeof policy>[1]));
    const [x, y] = [endOf(world, 'x/a'), endOf(world, 'y/a')];
    expect(reach(world, { from: y, to: x, protocol: 'TCP', port: 80 })).toBe(into);
    expect(reach(world, { from: x, to: y, protocol: 'TCP', port: 80 })).toBe(out);
  });
});

describe('ports of a rule', () => {
  /** The name serve-80-tcp means port 80 on x/a and x/b, and port 8080 on y/a. */
  const other: ModelPod[] = pods('x/a', 'x/b', 'y/a').map((pod) =>
    pod.namespace === 'y' ? { ...pod, ports: [{ name: 'serve-80-tcp', protocol: 'TCP', port: 8080 }] } : pod,
  );

  test.each([
    [{ port: 80 }, 'TCP', 80, 'open'],
    [{ port: 80 }, 'UDP', 80, 'blocked'],
    [{ port: 80, protocol: 'UDP' }, 'UDP', 80, 'open'],
    [{ protocol: 'UDP' }, 'UDP', 9, 'open'],
    [{ protocol: 'UDP' }, 'TCP', 9, 'blocked'],
    [{}, 'TCP', 9, 'open'],
    [{}, 'UDP', 9, 'blocked'],
    [{ port: 79, endPort: 81 }, 'TCP', 78, 'blocked'],
    [{ port: 79, endPort: 81 }, 'TCP', 79, 'open'],
    [{ port: 79, endPort: 81 }, 'TCP', 81, 'open'],
    [{ port: 79, endPort: 81 }, 'TCP', 82, 'blocked'],
    [{ port: 79, endPort: 81 }, 'UDP', 80, 'blocked'],
    [{ port: 80, endPort: 80 }, 'TCP', 80, 'open'],
    [{ port: 'serve-80-tcp' }, 'TCP', 80, 'open'],
    [{ port: 'serve-80-tcp' }, 'TCP', 81, 'blocked'],
    [{ port: 'serve-80-udp' }, 'UDP', 80, 'blocked'],
    [{ port: 'serve-80-udp', protocol: 'UDP' }, 'UDP', 80, 'open'],
    [{ port: 'not-there' }, 'TCP', 80, 'blocked'],
  ] as const)('%o lets %s %d be %s', (port, protocol, number, expected) => {
    const into = landscape(other, policy('x', ingress({}, onPorts(port))));
    const out = landscape(other, policy('x', egress({}, onPorts(port))));
    for (const world of [into, out]) {
      const [from, to] = [endOf(world, 'x/b'), endOf(world, 'x/a')];
      expect(reach(world, { from, to, protocol, port: number })).toBe(expected);
    }
  });

  test('are alternatives', () => {
    const world = landscape(other, policy('x', ingress({}, onPorts({ port: 80 }, { port: 82, protocol: 'UDP' }))));
    const ends = { from: endOf(world, 'y/a'), to: endOf(world, 'x/a') };
    const open = (['TCP', 'UDP'] as const).flatMap((protocol) =>
      [80, 81, 82]
        .filter((port) => reach(world, { ...ends, protocol, port }) === 'open')
        .map((port) => `${port}/${protocol}`),
    );
    expect(open).toEqual(['80/TCP', '82/UDP']);
  });

  test('have the meaning that their names have on the destination pod, in both directions', () => {
    const world = landscape(other, policy('x', egress({}, onPorts({ port: 'serve-80-tcp' }))));
    const x = endOf(world, 'x/a');
    const open = ([to, port]: [Connection['to'], number]): Reach =>
      reach(world, { from: x, to, protocol: 'TCP', port });
    expect([endOf(world, 'x/b'), endOf(world, 'y/a')].map((to) => [80, 8080].map((port) => open([to, port])))).toEqual([
      ['open', 'blocked'],
      ['blocked', 'open'],
    ]);
    expect(open([outside('192.0.2.1'), 80])).toBe('blocked');
  });
});

describe('expressions of a selector', () => {
  const labelled = landscape(
    [
      { labels: {}, name: 'none' },
      { labels: { key: 'a' }, name: 'a' },
      { labels: { key: 'b' }, name: 'b' },
      { labels: { key: '' }, name: 'empty' },
    ].flatMap(({ name, labels }) => pods(`y/${name}`).map((pod) => ({ ...pod, labels }))),
  );

  test.each([
    [{ matchLabels: { key: 'a' } }, ['a']],
    [{ matchExpressions: [{ key: 'key', operator: 'In', values: ['a', ''] }] }, ['a', 'empty']],
    [{ matchExpressions: [{ key: 'key', operator: 'NotIn', values: ['a'] }] }, ['none', 'b', 'empty']],
    [{ matchExpressions: [{ key: 'key', operator: 'Exists' }] }, ['a', 'b', 'empty']],
    [{ matchExpressions: [{ key: 'key', operator: 'DoesNotExist' }] }, ['none']],
    [{ matchLabels: { key: 'b' }, matchExpressions: [{ key: 'key', operator: 'NotIn', values: ['a'] }] }, ['b']],
    [
      {
        matchExpressions: [
          { key: 'key', operator: 'Exists' },
          { key: 'key', operator: 'NotIn', values: ['a', 'b'] },
        ],
      },
      ['empty'],
    ],
    [{ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, []],
    [{}, ['none', 'a', 'b', 'empty']],
  ] as const)('%j selects %j', (selector, names) => {
    const podSelector = structuredClone(selector) as NonNullable<Parameters<typeof policy>[1]['podSelector']>;
    const world = { ...labelled, policies: [policy('y', { podSelector })] };
    const isolated = world.pods.filter(({ name }) => {
      const to = endOf(world, `y/${name}`);
      return reach(world, { from: outside('192.0.2.1'), to, protocol: 'TCP', port: 80 }) === 'blocked';
    });
    expect(isolated.map(({ name }) => name)).toEqual(names);
  });
});

describe('blocks of addresses', () => {
  test.each([
    ['10.0.2.1/32', 0, 'open'],
    ['10.0.2.1/32', 1, 'blocked'],
    ['fd00::2:1/128', 0, 'blocked'],
    ['fd00::2:1/128', 1, 'open'],
    ['0.0.0.0/0', 0, 'open'],
    ['0.0.0.0/0', 1, 'blocked'],
    ['::/0', 0, 'blocked'],
    ['::/0', 1, 'open'],
    ['10.0.2.9/24', 0, 'open'],
  ] as const)('a rule for %s, if the connection uses the address of y/a at index %d: %s', (cidr, place, expected) => {
    const block = { ipBlock: { cidr } };
    const into = landscape(pods('x/a', 'y/a'), policy('x', ingress({}, from(block))));
    const out = landscape(pods('x/a', 'y/a'), policy('x', egress({}, to(block))));
    const [x, y] = [endOf(into, 'x/a', place), endOf(into, 'y/a', place)];
    expect(reach(into, { from: y, to: x, protocol: 'TCP', port: 80 })).toBe(expected);
    expect(reach(out, { from: x, to: y, protocol: 'TCP', port: 80 })).toBe(expected);
  });

  test('one rule may allow addresses that another excepts', () => {
    const except = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.2.0/24'] } };
    const world = landscape(pods('x/a', 'y/a'), policy('x', ingress({}, from(except))));
    const connection: Connection = { from: endOf(world, 'y/a'), to: endOf(world, 'x/a'), protocol: 'TCP', port: 80 };
    expect(reach(world, connection)).toBe('blocked');
    const open = policy('x', ingress({}, from({ ipBlock: { cidr: '10.0.2.1/32' } })));
    expect(reach({ ...world, policies: [...world.policies, open] }, connection)).toBe('open');
  });
});

describe('if the API leaves the outcome open', () => {
  const closed = landscape(pods('x/a', 'x/b', 'y/a'), policy('x', { policyTypes: ['Ingress', 'Egress'] }));
  const [a, b] = [endOf(closed, 'x/a'), endOf(closed, 'x/b')];
  const port80 = { protocol: 'TCP', port: 80 } as const;

  test('a connection of a pod to itself is undefined', () => {
    const judgement = judgeConnection(closed, { from: a, to: a, ...port80 });
    expect(judgement).toMatchObject({ reach: 'unknown', undefinedCause: 'loopback' });
  });

  test('a connection from or to a pod in the network of its node is undefined', () => {
    const inHost = { ...closed, pods: closed.pods.map((pod) => ({ ...pod, hostNetwork: pod.namespace === 'y' })) };
    const host = endOf(inHost, 'y/a');
    for (const ends of [
      { from: host, to: a },
      { from: a, to: host },
    ]) {
      const judgement = judgeConnection(inHost, { ...ends, ...port80 });
      expect(judgement).toMatchObject({ reach: 'unknown', undefinedCause: 'host-network' });
    }
  });

  test('an established connection is undefined if a new one would be blocked', () => {
    const connection = { from: b, to: a, ...port80, established: true };
    expect(judgeConnection(closed, connection)).toMatchObject({ reach: 'unknown', undefinedCause: 'established' });
    expect(reach({ ...closed, policies: [] }, connection)).toBe('open');
  });

  test('a pod and its own node still reach each other, which the API does specify; other nodes do not', () => {
    const [own, foreign] = [outside('192.168.0.1'), outside('192.168.0.2')];
    expect(reach(closed, { from: own, to: a, ...port80 })).toBe('open');
    expect(reach(closed, { from: a, to: own, ...port80 })).toBe('open');
    expect(reach(closed, { from: foreign, to: a, ...port80 })).toBe('blocked');
    expect(reach(closed, { from: a, to: foreign, ...port80 })).toBe('blocked');
  });
});

test('a judgement names the policies that isolate, and the rules that allow', () => {
  const deny = policy('x', ingress({}));
  const allow = policy('x', ingress({}, onPorts({ port: 81 }), onPorts({ port: 80 })));
  const world = landscape(pods('x/a', 'y/a'), deny, allow);
  expect(
    judgeConnection(world, { from: endOf(world, 'y/a'), to: endOf(world, 'x/a'), protocol: 'TCP', port: 80 }),
  ).toEqual({
    reach: 'open',
    undefinedCause: null,
    egress: { isolatedBy: [], allowedBy: [] },
    ingress: { isolatedBy: [deny.metadata, allow.metadata], allowedBy: [{ ...allow.metadata, rule: 1 }] },
  });
});
