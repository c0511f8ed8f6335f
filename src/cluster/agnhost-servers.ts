import type { AgnhostContainer } from './agnhost-pod.ts';

/** Makes agnhost, in every version, answer on a port by TCP and UDP. */
export function serverOn(port: number): string[] {
  return ['netexec', `--http-port=${port}`, `--udp-port=${port}`];
}

/** The agnhost of Kubernetes 1.36: `porter` serves UDP, too. */
const PORTER_SERVES_UDP = { major: 2, minor: 63 };

/**
 * The containers of a pod that answers on each of these ports by TCP and UDP: a single one if this image is known to be new enough for it, which
 * starts in a fraction of the time, otherwise one for each port.
 */
export function serversOn(
  [first, ...others]: readonly [number, ...number[]],
  image: string,
): [AgnhostContainer, ...AgnhostContainer[]] {
  if (!hasPorterWithUdp(image)) return [{ args: serverOn(first) }, ...others.map((port) => ({ args: serverOn(port) }))];
  const variables = [first, ...others].flatMap((port) => [`SERVE_TCP_PORT_${port}`, `SERVE_UDP_PORT_${port}`]);
  // Any answer will do, except for an empty one: agnhost counts it as none.
  return [{ args: ['porter'], env: Object.fromEntries(variables.map((name) => [name, 'answer'])) }];
}

/** False, too, if the image is not known by its tag. */
function hasPorterWithUdp(image: string): boolean {
  const [, major, minor] = /:(\d+)\.(\d+)(?:\.\d+)?$/.exec(image) ?? [];
  if (Number(major) !== PORTER_SERVES_UDP.major) return Number(major) > PORTER_SERVES_UDP.major;
  return Number(minor) >= PORTER_SERVES_UDP.minor;
}
