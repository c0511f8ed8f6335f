import type { IncomingMessage, RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { type PolicyAgent, policyAgents } from '../../../src/cluster/policy-agent.ts';
import { answeringWith, asked } from './answering-api.ts';

const daemonSet = (namespace: string, name: string, image = 'other:1') => ({
  metadata: { namespace, name, uid: `uid-of-${name}` },
  spec: { selector: { matchLabels: { app: name } }, template: { spec: { containers: [{ name: 'a', image }] } } },
});

const pod = (name: string, nodeName: string, conditions: object[], owner = 'uid-of-cilium') => ({
  metadata: { name, uid: `uid-of-${name}`, ownerReferences: [{ uid: owner }] },
  spec: { nodeName },
  status: { phase: 'Running', conditions },
});

const READY = [{ type: 'Ready', status: 'True' }];
const SETS = '/apis/apps/v1/daemonsets';
const PODS = '/api/v1/namespaces/kube-system/pods';
const documents = {
  [SETS]: {
    items: [
      daemonSet('kube-system', 'kube-proxy'),
      daemonSet('kube-system', 'cilium'),
      daemonSet('extra', 'network', 'mirror.example.org/calico/node:v3.31.0'),
    ],
  },
  [PODS]: {
    items: [
      pod('cilium-a', 'a', READY),
      pod('cilium-b', 'b', [{ type: 'Ready', status: 'False' }]),
      pod('not-of-the-set', 'a', READY, 'uid-of-another'),
    ],
  },
};

/** Selects pods by their node, like an API server. */
const answer: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const [, node] = searchParams.get('fieldSelector')?.split('spec.nodeName=') ?? [];
  const items = documents[PODS].items.filter(({ spec }) => node === undefined || spec.nodeName === node);
  answeringWith(pathname === PODS ? { [PODS]: { items } } : documents)(request, response);
};

async function cilium<T>(answer: RequestListener, question: (agent: PolicyAgent) => Promise<T>): Promise<T | string> {
  return await asked(answer, async (cluster) => {
    const [agent] = await policyAgents(cluster, 'kube-system/cilium');
    if (agent === undefined) throw new Error('expected the agent');
    return await question(agent);
  });
}

describe('the agent that enforces policies', () => {
  test.each([
    ['may be every daemon set that is known by its name or image', null, ['extra/network', 'kube-system/cilium']],
    ['is the one that is named, also if it is not known', 'kube-system/kube-proxy', ['kube-system/kube-proxy']],
    ['is not one of the same name in another namespace', 'default/cilium', []],
  ])('%s', async (_, named, names) => {
    const found = await asked(answeringWith(documents), (cluster) => policyAgents(cluster, named));
    expect(Array.isArray(found) ? found.map(({ name }) => name) : found).toEqual(names);
  });

  test('is asked for in vain if daemon sets cannot be listed', async () => {
    const found = await asked(answeringWith({}), (cluster) => policyAgents(cluster, null));
    expect(found).toMatch(/^Expected the API server to list daemon sets, found: HTTP 404/);
  });

  test('has its own pods on a node', async () => {
    expect(await cilium(answer, (agent) => agent.podsOn('a'))).toEqual([
      expect.objectContaining({ name: 'cilium-a', uid: 'uid-of-cilium-a', isReady: true }),
    ]);
  });

  test('has a pod that is not ready, and why as far as it is known', async () => {
    expect(await cilium(answer, (agent) => agent.podsOn('b'))).toEqual([
      {
        ...{ name: 'cilium-b', uid: 'uid-of-cilium-b', isReady: false },
        problem: 'pod cilium-b does not run: it is being started on b',
      },
    ]);
  });

  test('loses exactly the pod that is to be deleted, in the time that it needs', async () => {
    const requests: [string, unknown][] = [];
    const deleting: RequestListener = (request, response) => {
      if (request.method !== 'DELETE') return answer(request, response);
      bodyOf(request).then((body) => {
        requests.push([request.url ?? '', JSON.parse(body)]);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    };
    await cilium(deleting, (agent) => agent.delete({ name: 'cilium-a', uid: 'uid-of-cilium-a' }));
    expect(requests).toEqual([[`${PODS}/cilium-a`, { preconditions: { uid: 'uid-of-cilium-a' } }]]);
  });

  test('keeps its pod if the deletion is refused', async () => {
    const message = await cilium(answeringWith(documents), (agent) => agent.delete({ name: 'cilium-a', uid: '' }));
    expect(message).toMatch(/^Expected the API server to delete the pod kube-system\/cilium-a, found: HTTP 404/);
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
