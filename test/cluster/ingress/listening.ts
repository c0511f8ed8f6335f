import { type Node, runOnNode, waitUntil } from '../machine/daemon.ts';

/**
 * Waits until something listens at every one of the ports.
 * @throws CLUSTER after `seconds`
 */
export async function waitUntilListening(
  node: Node,
  { what, log, seconds }: { what: string; log: string; seconds: number },
  { address, ports }: { address: string; ports: readonly number[] },
): Promise<void> {
  await waitUntil(node, { what: `${what} to listen`, log, seconds }, async () => {
    for (const port of ports) await runOnNode(node, ['bash', '-c', `</dev/tcp/${address}/${port}`]);
    return true;
  });
}
