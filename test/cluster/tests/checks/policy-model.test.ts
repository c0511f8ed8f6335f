import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgementOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { isAsExpected, type Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import type { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { type Arena, podKeys, SERVED_PORTS } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { triedFor } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import { asks } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { arbitraryPolicies } from '../../../results-parsers/policy-model/arbitrary-policies.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { PolicyLab } from '../../checks/policy-lab.ts';
import { say } from '../../progress/steps.ts';
import { type SharedConnection, sharedCluster } from '../../shared/shared-cluster.ts';
import { familiesOf } from '../../state/network.ts';

const MINUTE = 60_000;
/** How long sets of policies are generated and tried; a longer time finds more. */
const SECONDS = Number(process.env['SCS_NETWORKING_MODEL_SECONDS'] ?? '180');
const SEED = Number(process.env['SCS_NETWORKING_MODEL_SEED'] ?? Date.now() % 1_000_000);
/** Sets of pods that work side by side; most of the time is spent waiting for blocked connections. */
const LABS = 3;
const CONNECTIONS = 12;

let connection: SharedConnection;
const labs: PolicyLab[] = [];

beforeAll(async () => {
  connection = await (await sharedCluster({ engine: 'enforcing' })).connect();
  for (let lab = 0; lab < LABS; lab += 1) labs.push(await PolicyLab.open(connection.cluster, TESTED_KUBERNETES));
}, 60 * MINUTE);

afterAll(async () => {
  await Promise.all(labs.map((lab) => lab.close()));
  await connection?.close();
}, 2 * MINUTE);

/** Policies about the pods of the arena, pods with other labels, and some of the connections between them. */
function arbitrarySituation(arena: Arena) {
  const { policies } = arbitraryPolicies(
    {
      namespaces: [arena.x, arena.y],
      labels: {
        pod: [...podKeys],
        team: ['blue', 'red'],
        tier: ['front', 'back'],
        side: ['x', 'y'],
        partner: ['yes'],
        'kubernetes.io/metadata.name': [arena.x, arena.y],
        role: ['friend'],
      },
      cidrs: [
        '0.0.0.0/0',
        familiesOf({ ipFamily: 'ipv4' })[0].podCidr,
        ...arena.pods.map(({ addresses }) => `${addresses[0]}/32`),
        ...arena.pods.slice(0, 2).map(({ addresses }) => `${addresses[0]?.replace(/\d+$/, '0')}/30`),
        '192.0.2.0/24',
      ],
      portNames: ['web', 'dns', 'nobody-has-it'],
      ports: [SERVED_PORTS[0], SERVED_PORTS[4]],
      protocols: ['TCP', 'UDP', 'SCTP'],
    },
    5,
  );
  const all = (['TCP', 'UDP'] as const).flatMap((protocol) =>
    asks(podKeys, podKeys, SERVED_PORTS, protocol).filter(({ from, to }) => from !== to),
  );
  return fc.record({
    policies,
    friends: fc.subarray([...podKeys]),
    tried: fc.shuffledSubarray(all, { minLength: CONNECTIONS, maxLength: CONNECTIONS }),
  });
}

function withFriends(arena: Arena, policies: NetworkPolicy[], friends: readonly string[]): State {
  const labelled = arena.pods
    .filter(({ name }) => friends.includes(name))
    .map(({ namespace, name, labels }) => [`${namespace}/${name}`, { ...labels, role: 'friend' }]);
  return { ...NOTHING, policies, podLabels: Object.fromEntries(labelled) };
}

function disagreement(arena: Arena, state: State, probes: readonly Probe[]): string {
  return probes
    .filter((probe) => !isAsExpected(probe))
    .map((probe) => {
      const { egress, ingress } = judgementOf(arena, state, probe) ?? {};
      const { from, to, protocol, port, expected, observed } = probe;
      return `${from.pod} to ${to.what} on ${protocol} ${port}: the model says ${expected}, the engine ${observed}; ${JSON.stringify({ egress, ingress })}`;
    })
    .join('\n');
}

test(
  `the model and the engine agree on generated policies, for ${SECONDS} s, with the seed ${SEED}`,
  async () => {
    const counts = { situations: 0, open: 0, blocked: 0 };
    const agree = async (lab: PolicyLab, index: number): Promise<void> => {
      const { arena } = lab;
      const property = fc.asyncProperty(arbitrarySituation(arena), async ({ policies, friends, tried }) => {
        const state = withFriends(arena, policies, friends);
        const connections = tried.map((ask) => triedFor(arena, ask));
        const probes = await lab.runner().step('generated', 0, state, connections);
        counts.situations += 1;
        counts.open += probes.filter(({ expected }) => expected === 'open').length;
        counts.blocked += probes.filter(({ expected }) => expected === 'blocked').length;
        expect(disagreement(arena, state, probes)).toBe('');
      });
      const limits = { numRuns: 1_000_000, seed: SEED + index, interruptAfterTimeLimit: SECONDS * 1000 };
      await fc.assert(property, limits);
    };
    await Promise.all(labs.map(agree));
    say(`compared ${counts.situations} situations: ${counts.open} open and ${counts.blocked} blocked connections`);
    expect(counts.situations).toBeGreaterThan(LABS);
    expect(Math.min(counts.open, counts.blocked)).toBeGreaterThan(0);
  },
  (SECONDS + 300) * 1000,
);
