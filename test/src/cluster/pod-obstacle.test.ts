import { describe, expect, test } from '@jest/globals';
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { podObstacle } from '../../../src/cluster/pod-obstacle.ts';

const IMAGE = 'mirror.example.org/scs/scs-networking:0.1.0';
const IN_FULL = `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}`;

function podWith(reason: string, message: string): V1Pod {
  const container: V1ContainerStatus = {
    ...{ name: 'install-runner', image: IMAGE, imageID: '', ready: false, restartCount: 0 },
    state: { waiting: { reason, message } },
  };
  return { status: { phase: 'Pending', initContainerStatuses: [container] } };
}

describe('an image that cannot be pulled', () => {
  test.each([
    ['ErrImagePull', `rpc error: code = NotFound desc = ${IN_FULL}: not found`, `${IMAGE}: not found`],
    [
      'ImagePullBackOff',
      `Back-off pulling image "${IMAGE}": ErrImagePull: rpc error: code = NotFound desc = ${IN_FULL}: not found`,
      `${IMAGE}: not found`,
    ],
    [
      'ErrImagePull',
      `rpc error: code = Unknown desc = failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": failed to do request: Head "https://mirror.example.org/v2/": dial tcp 192.0.2.1:443: connect: no route to host`,
      'failed to do request: Head "https://mirror.example.org/v2/": dial tcp 192.0.2.1:443: connect: no route to host',
    ],
    ['ImagePullBackOff', `Back-off pulling image "${IMAGE}"`, null],
    [
      'InvalidImageName',
      'Failed to apply default image tag: invalid reference format',
      'Failed to apply default image tag: invalid reference format',
    ],
  ])('is reported with the kubelet’s own reason (%s: %s)', (reason, message, expected) => {
    expect(podObstacle(podWith(reason, message))).toEqual({
      text: `cannot pull ${IMAGE} (${expected ?? reason})`,
      pull: { image: IMAGE, container: 'install-runner', reason: expected },
    });
  });

  test.each([
    ['between its attempts', { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s' } }],
    ['right after an attempt', { terminated: { exitCode: 255, message: 'exec /scs/loader: exec format error\n' } }],
  ])("of another architecture is reported with the kernel's message (%s)", (_, state) => {
    const lastState = { terminated: { exitCode: 255, message: 'exec /scs/loader: exec format error\n' } };
    const container = {
      name: 'install-runner',
      image: IMAGE,
      imageID: '',
      ready: false,
      restartCount: 1,
      state,
      lastState,
    };
    expect(podObstacle({ status: { initContainerStatuses: [container] } })).toEqual({
      text: 'its container install-runner exits at once (exit code 255: exec /scs/loader: exec format error)',
      pull: null,
    });
  });

  test('is not assumed if something else keeps a container from starting', () => {
    expect(podObstacle(podWith('CrashLoopBackOff', 'back-off 10s'))).toMatchObject({ pull: null });
    expect(podObstacle(podWith('PodInitializing', ''))).toBeNull();
  });
});
