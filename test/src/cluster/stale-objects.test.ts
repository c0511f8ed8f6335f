import { expect, test } from '@jest/globals';
import { ApiException } from '@kubernetes/client-node';
import type { ClusterConnection } from '../../../src/cluster/connection.ts';
import { withoutStale } from '../../../src/cluster/stale-objects.ts';

const LIVING = '0d83d9dc-8a91-4aa3-8585-47e41bb4d000';
const DEAD = '1d83d9dc-8a91-4aa3-8585-47e41bb4d000';

const kind = { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'A', plural: 'as', isNamespaced: false };

function object(name: string, labels?: Record<string, string>) {
  return { metadata: { name, uid: `uid of ${name}`, ...(labels === undefined ? {} : { labels }) } };
}

function clusterWith(requests: string[]): ClusterConnection {
  const answers: Record<string, (request: { name?: string; body?: { preconditions?: { uid?: string } } }) => unknown> =
    {
      listPodForAllNamespaces: () => ({
        items: [{ metadata: { uid: LIVING }, status: { phase: 'Running' } }],
        metadata: {},
      }),
      deleteClusterCustomObject: ({ name, body }) => requests.push(`${name}, if it is ${body?.preconditions?.uid}`),
      getClusterCustomObject: () => {
        throw new ApiException(404, 'not found', '', {});
      },
    };
  const api = new Proxy({}, { get: (_, name) => async (request: object) => answers[String(name)]?.(request) });
  return { config: {} as ClusterConnection['config'], api: <T>() => api as T };
}

test('objects that a run of ours left are removed if its pod is gone, and nothing else is', async () => {
  const requests: string[] = [];
  const found = [
    object('of-the-user'),
    object('of-another-run', { 'scs-networking/run': LIVING }),
    object('left', { 'scs-networking/run': DEAD }),
    object('of-nobody', { 'scs-networking/run': 'no id' }),
  ];
  const others = await withoutStale(clusterWith(requests), kind, found);
  expect(others.map(({ metadata }) => metadata.name)).toEqual(['of-the-user', 'of-another-run', 'of-nobody']);
  expect(requests).toEqual(['left, if it is uid of left']);
});

test('no further request is made if no run of ours has created anything', async () => {
  const failing: ClusterConnection = {
    config: {} as ClusterConnection['config'],
    api: () => {
      throw new Error('asked');
    },
  };
  expect(await withoutStale(failing, kind, [object('of-the-user')])).toHaveLength(1);
});
