import type { RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { judgedByRestart } from '../../../../results-parsers/checks/agent-restart/judged-by-restart.ts';
import {
  AGENT_RESTART,
  RESTART_FACT,
  RestartFacts,
} from '../../../../results-parsers/checks/agent-restart/restart-facts.ts';
import { BASELINE, stepOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { observeAgentRestart } from '../../../../src/checks/agent-restart/observe.ts';
import type { CheckContext, CheckPod } from '../../../../src/checks/check.ts';
import type { ProbeRequest } from '../../../../src/checks/probe/connect.ts';
import type { ClusterConnection } from '../../../../src/cluster/connection.ts';
import { answeringWith, asked } from '../../cluster/answering-api.ts';

const set = (name: string) => ({
  metadata: { namespace: 'kube-system', name, uid: `uid-of-${name}` },
  spec: { selector: { matchLabels: { app: name } }, template: { spec: { containers: [] } } },
});
const agentPod = (owner: string, name = `${owner}-1`) => ({
  metadata: { name, uid: name, ownerReferences: [{ uid: `uid-of-${owner}` }] },
  spec: { nodeName: 'node1' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

interface Cluster {
  readonly sets: readonly string[];
  readonly agentPods?: readonly object[];
  /** What connections were seen to be; left out: what is expected. */
  readonly seen?: (request: ProbeRequest) => Probe['observed'];
  readonly agent?: string;
  /** Default: 2. */
  readonly nodes?: 1 | 2;
}

/** What the check observes in such a cluster, where no pod comes in place of a deleted one, and what it asks to be changed. */
async function observed({ sets, agentPods = [], seen, agent, nodes = 2 }: Cluster) {
  const changes: string[] = [];
  const placed: (string | undefined)[] = [];
  const facts: Record<string, unknown> = {};
  const probes: Probe[] = [];
  const answer: RequestListener = (request, response) => {
    const { method = '', url = '' } = request;
    if (method !== 'GET') changes.push(`${method} ${url}`);
    if (method === 'DELETE' || method === 'POST') {
      response.setHeader('content-type', 'application/json').end('{}');
      return;
    }
    const isDeleted = changes.some((change) => change.startsWith('DELETE'));
    answeringWith({
      '/apis/apps/v1/daemonsets': { items: sets.map(set) },
      '/api/v1/namespaces/kube-system/pods': { items: isDeleted ? [] : agentPods },
    })(request, response);
  };
  const signal = new AbortController().signal;
  const contextOf = (cluster: ClusterConnection): CheckContext => ({
    cluster,
    ...{ runId: 'run', signal, budgetSeconds: 600 },
    settings: {
      ...{ image: 'agnhost', namespaceLabels: {}, outsideTargets: [], credentials: null },
      ...(agent === undefined ? {} : { agent }),
    },
    namespace: async () => 'n',
    pods: async (_, pods: readonly CheckPod[]) => {
      placed.push(...pods.map(({ name, node }) => `${name} ${node ?? 'anywhere'}`));
      return new Map(
        pods.map(({ name }, index) => [
          name,
          {
            name,
            node: name.includes('far') && nodes === 2 ? 'node2' : 'node1',
            nodeAddresses: ['192.168.0.1'],
            ips: [`10.0.${placed.length}.${index}`],
          },
        ]),
      );
    },
    probe: async (request) => {
      const { name, from, to, protocol, port, expected } = request;
      const reach = seen?.(request) ?? expected ?? 'unknown';
      const made: Probe = { name, from, to, protocol, port, expected, observed: reach, changedAt: null, attempts: [] };
      probes.push(made);
      return made;
    },
    keep: (probe) => probes.push(probe),
    note: (name, fact) => {
      facts[name] = fact;
    },
    remakeNamespace: unused,
    leaveNamespace: unused,
    startPods: unused,
    create: unused,
  });
  await asked(answer, (cluster) => observeAgentRestart(300)(contextOf(cluster)));
  const observations = CheckObservations.parse({
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: { id: AGENT_RESTART, clause: 'network-policy', level: 'advisory', question: '?' },
    ...{ startedAt: new Date().toISOString(), endedAt: new Date().toISOString(), problem: null },
    ...{ namespaces: [], probes, facts, left: [] },
  });
  const read = RestartFacts.parse(observations.facts[RESTART_FACT]);
  return { changes, placed, probes, facts: read, text: judgedByRestart(observations).text };
}

async function unused(): Promise<never> {
  throw new Error('not used by this check');
}

describe('the check leaves everything alone', () => {
  test('if there is no known agent', async () => {
    const { changes, placed, text } = await observed({ sets: ['kube-proxy'] });
    expect([changes, placed]).toEqual([[], []]);
    expect(text).toMatch(/^No agent was found\./);
  });

  test('if the agent that is named does not exist', async () => {
    const { changes, text } = await observed({ sets: ['cilium'], agent: 'kube-system/calico-node' });
    expect(changes).toEqual([]);
    expect(text).toMatch(/no daemon set kube-system\/calico-node/);
  });

  test('if no pod of the agent is ready on the node of the servers', async () => {
    const { changes, text } = await observed({ sets: ['cilium'] });
    expect(changes).toEqual([]);
    expect(text).toMatch(/of kube-system\/cilium, no pod was ready there/);
  });

  test('if several daemon sets may be the agent', async () => {
    const agentPods = [agentPod('cilium'), agentPod('kube-router')];
    const { changes, text } = await observed({ sets: ['kube-router', 'cilium'], agentPods });
    expect(changes).toEqual([]);
    expect(text).toMatch(/^Several daemon sets .* kube-system\/cilium and kube-system\/kube-router\./);
  });

  test('if not all connections are open without policies', async () => {
    const { changes, text } = await observed({
      ...{ sets: ['cilium'], agentPods: [agentPod('cilium')] },
      seen: ({ name }) => (name === 'baseline/0/1' ? 'blocked' : 'open'),
    });
    expect(changes).toEqual([]);
    expect(text).toMatch(/not all connections were open without a policy/);
  });

  test('if policies are not enforced before, except for the policy that shows it', async () => {
    const { changes, text } = await observed({
      ...{ sets: ['cilium'], agentPods: [agentPod('cilium')], seen: () => 'open' },
    });
    expect(changes).toEqual(['POST /apis/networking.k8s.io/v1/namespaces/n/networkpolicies']);
    expect(text).toMatch(/^The agent was left alone, .*stranger to server on TCP 8080 was open/);
  });
});

test('the check makes the second policy while the agent is away, and says what became of its pod', async () => {
  const { changes, placed, probes, facts, text } = await observed({
    ...{ sets: ['cilium', 'kube-router'], agentPods: [agentPod('cilium')] },
  });
  const policies = '/apis/networking.k8s.io/v1/namespaces/n/networkpolicies';
  expect(changes).toEqual([
    `POST ${policies}`,
    'DELETE /api/v1/namespaces/kube-system/pods/cilium-1',
    `POST ${policies}`,
  ]);
  expect(placed).toEqual([
    ...['server anywhere', 'far-client anywhere'],
    ...['new-server node1', 'client node1', 'stranger node1', 'far-stranger node2'],
  ]);
  expect(facts).toMatchObject({
    ...{ node: 'node1', nodes: ['node1', 'node2'], onNode: ['kube-system/cilium'] },
    restart: { pod: 'cilium-1', successor: null, readyAt: null, problem: 'the daemon set made no other' },
  });
  expect(facts.steps.map(({ scenario, step, policies: own }) => [scenario, step, own.length])).toEqual([
    [BASELINE, 0, 0],
    [AGENT_RESTART, 0, 1],
    [AGENT_RESTART, 1, 2],
  ]);
  const watched = probes.filter(({ name }) => stepOf(name)?.scenario === 'watch-agent-restart');
  expect(watched).toHaveLength(8);
  for (const { attempts } of watched) {
    expect(attempts.length).toBeGreaterThan(1);
    const [first, last] = [attempts[0], attempts.at(-1)].map((each) => Date.parse(each?.startedAt ?? ''));
    // At most 2.5 a second.
    expect(attempts.length).toBeLessThanOrEqual(Math.ceil(((last ?? 0) - (first ?? 0)) / 400) + 1);
  }
  expect(text).toMatch(
    /^The agent did not come back\. The pod cilium-1 .* In \d+ tries during it, of which \d+ could not be made,/,
  );
}, 60_000);

test('the check makes no clients elsewhere if there is only one node, and tries the others more often', async () => {
  const cluster = { sets: ['cilium'], agentPods: [agentPod('cilium')], nodes: 1 } as const;
  const { placed, probes, facts } = await observed(cluster);
  expect(placed.slice(2)).toEqual(['new-server node1', 'client node1', 'stranger node1']);
  expect(facts.pods.map(({ name }) => name)).toEqual(['server', 'new-server', 'client', 'stranger']);
  expect(facts.nodes).toEqual(['node1']);
  const watched = probes.filter(({ name }) => stepOf(name)?.scenario === 'watch-agent-restart');
  expect(watched).toHaveLength(4);
}, 60_000);
