import { expect, test } from '@jest/globals';
import { terminationOf } from '../../../src/cluster/namespace-termination.ts';

const SINCE = new Date('2026-11-24T07:00:00Z');
const condition = (type: string, message: string, status = 'True') => ({ type, message, status });

test('a namespace that stays is not being terminated', () => {
  expect(terminationOf({ metadata: { name: 'a' }, status: { phase: 'Active' } })).toBeNull();
});

test.each([
  [
    'is held by an object with a finalizer',
    condition('NamespaceFinalizersRemaining', 'example.org/hold in 1 resource'),
    true,
  ],
  [
    'is held by an API that does not answer',
    condition('NamespaceDeletionDiscoveryFailure', 'metrics.k8s.io/v1beta1'),
    true,
  ],
  ['still contains objects', condition('NamespaceContentRemaining', 'pods. has 2 resource instances'), false],
])('a namespace that %s is reported with that reason', (_, found, isStuck) => {
  const conditions = [found, condition('NamespaceDeletionContentFailure', 'all deleted', 'False')];
  expect(terminationOf({ metadata: { deletionTimestamp: SINCE }, status: { conditions } })).toEqual({
    since: SINCE,
    heldBy: [found.message],
    isStuck,
  });
});

test('a namespace that has a finalizer itself is reported with that reason', () => {
  const namespace = {
    metadata: { deletionTimestamp: SINCE },
    spec: { finalizers: ['kubernetes', 'example.org/keep'] },
  };
  expect(terminationOf(namespace)).toMatchObject({
    heldBy: ['finalizers of the namespace itself: example.org/keep'],
    isStuck: true,
  });
});
