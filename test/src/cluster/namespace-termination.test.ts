import { expect, test } from '@jest/globals';
import { terminationOf } from '../../../src/cluster/namespace-termination.ts';

const SINCE = new Date('2026-11-24T07:00:00Z');
const condition = (type: string, message: string, status = 'True') => ({ type, message, status });

test('a namespace that stays is not being terminated', () => {
  expect(terminationOf({ metadata: { name: 'a' }, status: { phase: 'Active' } })).toBeNull();
});

test.each([
  [
    'an object with a finalizer holds',
    condition('NamespaceFinalizersRemaining', 'example.org/hold in 1 resource'),
    true,
  ],
  ['an API that does not answer holds', condition('NamespaceDeletionDiscoveryFailure', 'metrics.k8s.io/v1beta1'), true],
  ['has something left to delete', condition('NamespaceContentRemaining', 'pods. has 2 resource instances'), false],
])('a namespace that %s says so', (_, found, isStuck) => {
  const conditions = [found, condition('NamespaceDeletionContentFailure', 'all deleted', 'False')];
  expect(terminationOf({ metadata: { deletionTimestamp: SINCE }, status: { conditions } })).toEqual({
    since: SINCE,
    heldBy: [found.message],
    isStuck,
  });
});

test('a namespace that has a finalizer itself says so', () => {
  const namespace = {
    metadata: { deletionTimestamp: SINCE },
    spec: { finalizers: ['kubernetes', 'example.org/keep'] },
  };
  expect(terminationOf(namespace)).toMatchObject({
    heldBy: ['finalizers of the namespace itself: example.org/keep'],
    isStuck: true,
  });
});
