import { describe, expect, test } from '@jest/globals';
import type { V1Pod, V1PodStatus } from '@kubernetes/client-node';
import { podProblem } from '../../../src/cluster/pod-readiness.ts';

const pod = (status: V1PodStatus, node?: string): V1Pod => ({
  spec: { containers: [], ...(node === undefined ? {} : { nodeName: node }) },
  status,
});
const waiting = (reason: string, message?: string): V1PodStatus => ({
  phase: 'Pending',
  containerStatuses: [
    {
      name: 'agnhost',
      image: 'agnhost',
      imageID: '',
      ready: false,
      restartCount: 0,
      state: { waiting: message === undefined ? { reason } : { reason, message } },
    },
  ],
});
const condition = (message?: string) => ({
  type: 'PodScheduled',
  status: 'False',
  reason: 'Unschedulable',
  ...(message === undefined ? {} : { message }),
});

// The messages of a real cluster in the most common cases are tested in test/cluster/tests/kubernetes/pods.test.ts.
describe('the reason why a pod does not run', () => {
  test.each([
    ['gone', undefined, 'pod a does not run: it was deleted, or never created'],
    ['gone', { metadata: { deletionTimestamp: new Date() } }, 'pod a does not run: it is being deleted'],
    [
      'unschedulable',
      pod({ phase: 'Pending', conditions: [condition('0/3 nodes are available: 3 Too many pods.')] }),
      'pod a does not run: no node accepts it (0/3 nodes are available: 3 Too many pods.)',
    ],
    ['unschedulable', pod({ conditions: [condition()] }), 'pod a does not run: no node accepts it (Unschedulable)'],
    [
      'image',
      pod(waiting('ImagePullBackOff', 'Back-off pulling image "x"')),
      'pod a does not run: its image cannot be pulled (ImagePullBackOff: Back-off pulling image "x")',
    ],
    [
      'ended',
      pod(waiting('CreateContainerConfigError', 'container has runAsNonRoot')),
      'pod a does not run: its container cannot be started (CreateContainerConfigError: container has runAsNonRoot)',
    ],
    ['starting', pod(waiting('ContainerCreating'), 'n1'), 'pod a does not run: it is being started on n1'],
    ['starting', pod({ phase: 'Pending' }), 'pod a does not run: it has no node yet'],
    [
      'ended',
      pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' }, 'n1'),
      'pod a does not run: it ended (Evicted: The node was low on resource: memory.)',
    ],
    ['ended', pod({ phase: 'Succeeded' }, 'n1'), 'pod a does not run: it ended (Succeeded)'],
  ])('%s is put into words', (kind, seen, text) => {
    expect(podProblem('a', seen)).toEqual({ kind, pod: 'a', text });
  });
});
