import { runOnNode, startDaemon, stopDaemon } from '../machine/daemon.ts';
import type { ClusterState } from '../state/state.ts';
import { nodesOf } from './nodes.ts';

const DAEMON = 'given-addresses';

/** Where the plugin host-local keeps the last address that it assigned. It goes on with the next one, and starts again after the last. */
const LAST_GIVEN = '/var/lib/cni/networks/pods/last_reserved_ip.*';

/** Restores the current values again and again, so that an address is reused as soon as it is free. */
const KEEP = `
for file in ${LAST_GIVEN}; do cp "$file" "/run/$(basename "$file")"; done
while :; do
  for file in ${LAST_GIVEN}; do cp "/run/$(basename "$file")" "$file"; done
  sleep 0.1
done`;

/** Does `work` while each node gives the address of a deleted pod to the next pod, like network plugins that keep no order. */
export async function withAddressesGivenAgain<T>(state: ClusterState, work: () => Promise<T>): Promise<T> {
  const nodes = nodesOf(state);
  try {
    for (const node of nodes) await startDaemon(node, DAEMON, ['sh', '-c', KEEP]);
    return await work();
  } finally {
    for (const node of nodes) {
      await stopDaemon(node, DAEMON);
      await runOnNode(node, ['sh', '-c', 'rm -f /run/last_reserved_ip.*']);
    }
  }
}
