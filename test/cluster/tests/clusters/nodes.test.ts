import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pathIds } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { isAsExpected, type Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { CheckWorkplace } from '../../../../src/checks/check-workplace.ts';
import { agnhostImage } from '../../../../src/cluster/kubernetes-minors.ts';
import type { RunningPod } from '../../../../src/cluster/pod-readiness.ts';
import { runPreflight } from '../../../../src/runner/preflight/preflight.ts';
import { preflight } from '../../../../src/sonobuoy/preflight.ts';
import { against, testClusterAccess } from '../../access/access.ts';
import { connectToTestCluster, type TestConnection } from '../../access/connection.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { checkSettings } from '../../checks/check-settings.ts';
import { PolicyLab } from '../../checks/policy-lab.ts';
import { switchEngine } from '../../engines/policy-engine.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { tracesOf } from '../../machine/traces.ts';
import { nodesOf } from '../../nodes/nodes.ts';
import { say } from '../../progress/steps.ts';
import type { ClusterState } from '../../state/state.ts';

const NAME = 'nodes-test';
const MINUTE = 60_000;
const PORT = 8080;
const OPTIONS = { name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing', nodes: 2, ipFamily: 'dual' } as const;
const settings = checkSettings(TESTED_KUBERNETES);

const ADDRESSES = {
  node1: [/^172\.30\.0\.2$/, /^fd00:172:30::2$/],
  node2: [/^172\.30\.0\.3$/, /^fd00:172:30::3$/],
} as const;
const POD_ADDRESSES = {
  node1: [/^10\.244\.0\.\d+$/, /^fd00:10:244::[0-9a-f]+$/],
  node2: [/^10\.244\.1\.\d+$/, /^fd00:10:244:1::[0-9a-f]+$/],
} as const;
const NODES = ['node1', 'node2'] as const;
const clientOn = (node: string): string => `client-${node}`;
const serverOn = (node: string): string => `server-${node}`;

let linksBefore: string[];
let state: ClusterState;
let connection: TestConnection;

beforeAll(async () => {
  linksBefore = await readdir('/sys/class/net');
  state = await up(OPTIONS, say);
  connection = await connectToTestCluster(state);
}, 60 * MINUTE);

afterAll(async () => {
  await connection?.close();
  await down(NAME);
}, 2 * MINUTE);

describe('two nodes with both address families', () => {
  let workplace: CheckWorkplace;
  let namespace: string;
  let pods: ReadonlyMap<string, RunningPod>;

  beforeAll(async () => {
    const signal = new AbortController().signal;
    workplace = new CheckWorkplace({
      cluster: connection.cluster,
      runId: randomUUID(),
      settings,
      signal,
      budgetSeconds: 60,
    });
    const { context } = workplace;
    namespace = await context.namespace({ purpose: 'test' });
    const requests = NODES.flatMap((node) =>
      [clientOn(node), serverOn(node)].map((name) => {
        const labels = { name, role: name === serverOn(node) ? 'server' : 'client' };
        return { name, node, labels, args: ['netexec', `--http-port=${PORT}`] };
      }),
    );
    pods = await context.pods(namespace, requests);
  }, 2 * MINUTE);

  afterAll(async () => {
    await workplace?.clear();
  }, MINUTE);

  /** Connections from each client to each server, to each of its addresses. */
  async function observed(expected: (client: string, server: string) => 'open' | 'blocked'): Promise<Probe[]> {
    const asked = NODES.flatMap((from) =>
      NODES.flatMap((to) =>
        (pods.get(serverOn(to))?.ips ?? []).map((address) => ({ from: clientOn(from), to, address })),
      ),
    );
    return await Promise.all(
      asked.map(({ from, to, address }) =>
        workplace.context.probe({
          name: `${from} to ${address}`,
          from: { namespace, pod: from },
          to: { what: serverOn(to), address },
          protocol: 'TCP',
          port: PORT,
          expected: expected(from, serverOn(to)),
          seconds: 15,
          connectSeconds: 1,
        }),
      ),
    );
  }

  test.each(NODES)('give %s and its pods the right addresses', async (node) => {
    const path = '{.status.addresses[?(@.type=="InternalIP")].address}';
    const asked = ['kubectl', 'get', 'node', node, '--output', `jsonpath=${path}`];
    const { stdout } = await against(testClusterAccess(state), asked);
    const nodeAddresses = ADDRESSES[node].map((address) => expect.stringMatching(address));
    expect(stdout.split(' ')).toEqual(nodeAddresses);
    for (const name of [clientOn(node), serverOn(node)]) {
      const ips = POD_ADDRESSES[node].map((address) => expect.stringMatching(address));
      expect(pods.get(name)).toEqual({ name, node, nodeAddresses, ips });
    }
  });

  test(
    'connect pods with each other, and enforce policies on every path between them',
    async () => {
      const open = await observed(() => 'open');
      expect(open).toHaveLength(8);
      expect(open.filter((probe) => !isAsExpected(probe))).toEqual([]);
      for (const friend of NODES.map(clientOn)) {
        const policy = await workplace.context.create({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          plural: 'networkpolicies',
          namespace,
          name: friend,
          spec: {
            podSelector: { matchLabels: { role: 'server' } },
            ingress: [{ from: [{ podSelector: { matchLabels: { name: friend } } }] }],
          },
        });
        const probes = await observed((client) => (client === friend ? 'open' : 'blocked'));
        expect(probes.filter((probe) => !isAsExpected(probe))).toEqual([]);
        await policy.remove();
      }
    },
    2 * MINUTE,
  );

  test(
    'have one engine each, without which only connections within its node are open',
    async () => {
      const [, second] = nodesOf(state);
      if (second === undefined) throw new Error('expected a second node');
      const policy = await workplace.context.create({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        plural: 'networkpolicies',
        namespace,
        name: 'nobody',
        spec: { podSelector: { matchLabels: { role: 'server' } }, ingress: [] },
      });
      try {
        await switchEngine(second, 'none', []);
        const probes = await observed((client, server) =>
          [client, server].join() === [clientOn('node2'), serverOn('node2')].join() ? 'open' : 'blocked',
        );
        expect(probes.filter((probe) => !isAsExpected(probe))).toEqual([]);
      } finally {
        await switchEngine(second, 'enforcing', []);
        await policy.remove();
      }
    },
    MINUTE,
  );
});

test(
  'the check network-policy-beyond-upstream has its pods on both nodes, and judges the second address family',
  async () => {
    await PolicyLab.use(connection.cluster, TESTED_KUBERNETES, async (lab) => {
      expect(lab.arena.nodes).toEqual(['node1', 'node2']);
      expect(await lab.answerTo('second-address-family')).toBe('yes');
      expect(await lab.answerTo('egress-to-no-pod')).toBe('yes');
    });
  },
  2 * MINUTE,
);

test(
  'the check reports what policies mean on paths that the API leaves open, as this engine and kube-proxy have it',
  async () => {
    const { parts = [] } = await PolicyLab.use(connection.cluster, TESTED_KUBERNETES, (lab) => lab.judgedPaths());
    const reported = new Map(parts.filter(({ answer }) => answer === 'reported').map(({ id, text }) => [id, text]));
    expect([...reported.keys()].sort()).toEqual([...pathIds].sort());
    expect(reported.get('hairpin')).toBe(
      'At its own address, an isolated pod reaches itself; through its service, an isolated pod does not reach itself.',
    );
    expect(reported.get('node-port')).toMatch(
      /^Through a NodePort of the pod's own node, a pod that no rule allows does not reach an isolated pod; through a NodePort of another node, a pod that no rule allows does not reach an isolated pod[.;]/,
    );
    expect(reported.get('host-port')).toBe(
      'Through a hostPort, a pod that no rule allows does not reach an isolated pod.',
    );
    expect(reported.get('host-network-pods')).toBe(
      "By a rule that selects it by its labels, a pod in its node's network does not reach an isolated pod; without a rule that allows it, a pod reaches a pod in its node's network that a policy isolates.",
    );
  },
  2 * MINUTE,
);

test('a running cluster keeps its number of nodes and their addresses', async () => {
  await expect(up({ ...OPTIONS, nodes: 1 }, say)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(/^expected 1 node of IP family dual .*, found 2 nodes of IP family dual running/),
  });
});

describe('the preflight', () => {
  const image = agnhostImage(TESTED_KUBERNETES, null);
  const kubectl = (...args: string[]) => against(testClusterAccess(state), ['kubectl', ...args]);
  const look = async () => {
    const signal = new AbortController().signal;
    const request = { cluster: connection.cluster, runId: randomUUID(), pod: null, image, signal };
    return (await runPreflight(request)).preflight;
  };

  // Neither node runs Windows; only a label says so. The kubelet restores the label only when it starts.
  test(
    'warns of a node that is labelled as a Windows node and accepts pods, until it has a taint',
    async () => {
      await kubectl('label', 'node', 'node2', 'kubernetes.io/os=windows', '--overwrite');
      try {
        const { problems, nodes } = await look();
        expect(problems).toMatchObject([{ code: 'windows-nodes', stops: false, text: expect.stringMatching(/node2/) }]);
        expect(nodes).toMatchObject([{ name: 'node1' }]);
        await kubectl('taint', 'node', 'node2', 'os=windows:NoSchedule');
        expect((await look()).problems).toEqual([]);
      } finally {
        await kubectl('taint', 'node', 'node2', 'os-');
        await kubectl('label', 'node', 'node2', 'kubernetes.io/os=linux', '--overwrite');
      }
    },
    3 * MINUTE,
  );

  test('from outside notes that nodes are labelled with two architectures, unless the pod is restricted to one', async () => {
    const nodes = async (nodeSelector?: ReadonlyMap<string, string>) => {
      const target = { kubeconfig: connection.kubeconfig, namespace: 'sonobuoy' };
      const { checks } = await preflight(target, nodeSelector === undefined ? {} : { nodeSelector });
      return checks.find(({ name }) => name === 'nodes');
    };
    const { stdout: architecture } = await kubectl(
      'get',
      'node',
      'node1',
      '--output',
      'jsonpath={.status.nodeInfo.architecture}',
    );
    await kubectl('label', 'node', 'node2', 'kubernetes.io/arch=riscv64', '--overwrite');
    try {
      expect(await nodes()).toMatchObject({
        outcome: 'noted',
        text: expect.stringMatching(/riscv64: 1\).*--node-selector/),
      });
      expect(await nodes(new Map([['kubernetes.io/arch', architecture]]))).toMatchObject({ outcome: 'passed' });
    } finally {
      await kubectl('label', 'node', 'node2', `kubernetes.io/arch=${architecture}`, '--overwrite');
    }
  });
});

test(
  '`down` leaves nothing of either node',
  async () => {
    expect(await tracesOf(NAME)).not.toEqual([]);
    await down(NAME);
    expect(await tracesOf(NAME)).toEqual([]);
    expect(await readdir('/sys/class/net')).toEqual(linksBefore);
  },
  MINUTE,
);
