import { expect, test } from '@jest/globals';
import { podKeys, podRequest, SERVED_PORTS } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';

test('where pods cannot have sidecars, containers serve the same ports', () => {
  const ports = (pod: ReturnType<typeof podRequest>): unknown[] =>
    [...(pod.beside ?? []), ...(pod.sidecars ?? [])].map(({ args }) => args).toSorted();
  expect(podRequest('y-b').sidecars).toHaveLength(1);
  expect(podRequest('y-b', []).sidecars).toEqual([]);
  expect(ports(podRequest('y-b', []))).toEqual(ports(podRequest('y-b')));
});

test.each(podKeys)(
  'the pod %s serves each port by TCP and UDP, with commands that every version of agnhost has',
  (key) => {
    const { args, beside = [], sidecars = [] } = podRequest(key);
    const commands = [args, ...[...beside, ...sidecars].map((container) => container.args)];
    // Before Kubernetes 1.36, porter does not serve UDP, and netexec serves only one port.
    expect(commands.map(([command]) => command)).toEqual(SERVED_PORTS.map(() => 'netexec'));
    for (const protocol of ['http', 'udp']) {
      const served = commands.map((command) => command.find((arg) => arg.startsWith(`--${protocol}-port=`)));
      expect(served).toEqual(SERVED_PORTS.map((port) => `--${protocol}-port=${port}`));
    }
  },
);
