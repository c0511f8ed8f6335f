import { describe, expect, test } from '@jest/globals';
import { serverOn, serversOn } from '../../../src/cluster/agnhost-servers.ts';
import { agnhostImage, KUBERNETES_MINORS } from '../../../src/cluster/kubernetes-minors.ts';

const PORTS = [8080, 8081] as const;
const ONE_EACH = PORTS.map((port) => ({ args: serverOn(port) }));

describe('a pod that serves several ports', () => {
  test.each(KUBERNETES_MINORS.map(({ minor }) => minor))(
    'has a single container from Kubernetes 1.36 on: %s',
    (minor) => {
      const containers = serversOn(PORTS, agnhostImage(minor, null));
      expect(containers).toHaveLength(Number(minor.split('.')[1]) >= 36 ? 1 : PORTS.length);
    },
  );

  test.each(['agnhost:2.63', 'mirror.example.org:5000/e2e/agnhost:2.66.1', 'agnhost:3.0'])(
    'serves each port by TCP and UDP with the one of %s',
    (image) => {
      const [{ args, env = {} }, ...others] = serversOn(PORTS, image);
      expect(args).toEqual(['porter']);
      expect(Object.keys(env)).toEqual([
        'SERVE_TCP_PORT_8080',
        'SERVE_UDP_PORT_8080',
        'SERVE_TCP_PORT_8081',
        'SERVE_UDP_PORT_8081',
      ]);
      for (const answer of Object.values(env)) expect(answer).not.toBe('');
      expect(others).toEqual([]);
    },
  );

  test.each([
    'agnhost:2.62.9',
    'agnhost:2.5',
    'agnhost:1.70',
    'agnhost',
    'agnhost:latest',
    `agnhost@sha256:${'2'.repeat(64)}`,
  ])('has a container for each port if %s may not have porter for UDP', (image) => {
    expect(serversOn(PORTS, image)).toEqual(ONE_EACH);
  });
});
