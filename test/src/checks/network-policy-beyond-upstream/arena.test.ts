import { describe, expect, test } from '@jest/globals';
import { podKeys, podRequest, SERVED_PORTS } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { serversOn } from '../../../../src/cluster/agnhost-servers.ts';

/** The ports that the pod serves by this protocol, in the order of its containers. */
function served({ args, env, beside = [], sidecars = [] }: ReturnType<typeof podRequest>, protocol: 'tcp' | 'udp') {
  return [{ args, env }, ...beside, ...sidecars].flatMap((container) => {
    const words = [...container.args, ...Object.keys(container.env ?? {})];
    const name = { tcp: /^(?:--http-port=|SERVE_TCP_PORT_)(\d+)$/, udp: /^(?:--udp-port=|SERVE_UDP_PORT_)(\d+)$/ };
    return words.flatMap((word) => name[protocol].exec(word)?.slice(1).map(Number) ?? []);
  });
}

describe.each(['agnhost:2.59', 'agnhost:2.66.1'])('of %s', (image) => {
  test('where pods cannot have sidecars, containers serve the same ports', () => {
    expect(podRequest('y-b', image).sidecars).toHaveLength(1);
    expect(podRequest('y-b', image, []).sidecars).toEqual([]);
    expect(served(podRequest('y-b', image, []), 'tcp').toSorted()).toEqual([...SERVED_PORTS]);
  });

  test.each(podKeys)('the pod %s serves each port by TCP and UDP', (key) => {
    expect(served(podRequest(key, image), 'tcp').toSorted()).toEqual([...SERVED_PORTS]);
    expect(served(podRequest(key, image), 'udp').toSorted()).toEqual([...SERVED_PORTS]);
  });

  test('pods have as few containers as its version allows', () => {
    const { args, env, beside = [] } = podRequest('x-a', image);
    expect([{ args, ...(env === undefined ? {} : { env }) }, ...beside]).toEqual(serversOn(SERVED_PORTS, image));
  });
});
