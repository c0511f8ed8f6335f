import type { Tried } from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { serverOn } from '../../cluster/agnhost-servers.ts';
import type { CheckContext, CheckPod } from '../check.ts';
import type { Arena } from '../network-policy-beyond-upstream/arena.ts';
import { modelPod } from '../network-policy-beyond-upstream/model-pod.ts';
import { policy } from '../network-policy-beyond-upstream/scenario.ts';

const PORT = 8080;

/** What a pod is for policies. */
type Role = 'server' | 'new-server' | 'client' | 'stranger';

const labelsOf = (role: Role) => ({ role });

/**
 * Makes the namespace and the pods: two servers and two clients on one node, and two more clients on another node if there is one. Only the first
 * two depend on the agent of the servers' node alone: some agents also enforce on the client's node what the server's policies say. Rejects as
 * the context does.
 */
export async function makeRestartArena(context: CheckContext): Promise<Arena> {
  const labels = { check: 'agent-restart' };
  const namespace = await context.namespace({ purpose: 'agent-restart', labels });
  const pod = (name: string, role: Role, node?: string): CheckPod => ({
    ...{ name, args: serverOn(PORT), labels: labelsOf(role) },
    ...(node === undefined ? {} : { node }),
  });
  const first = [pod('server', 'server'), pod('far-client', 'client')];
  const placed = await context.pods(namespace, first);
  const [node, farNode] = [placed.get('server')?.node, placed.get('far-client')?.node];
  const second = [
    ...[pod('new-server', 'new-server', node), pod('client', 'client', node), pod('stranger', 'stranger', node)],
    ...(farNode === node ? [] : [pod('far-stranger', 'stranger', farNode)]),
  ];
  const running = new Map([...placed, ...(await context.pods(namespace, second))]);
  // Without another node, this client is like the other one.
  if (farNode === node) running.delete('far-client');
  return {
    ...{ x: namespace, y: namespace },
    pods: [...first, ...second].flatMap(({ name, labels: own = {} }): ModelPod[] => {
      const found = running.get(name);
      if (found === undefined) return [];
      const { ips: addresses, nodeAddresses } = found;
      return [modelPod({ namespace, name, labels: own }, { addresses, nodeAddresses })];
    }),
    namespaces: [{ name: namespace, labels: { ...context.settings.namespaceLabels, ...labels } }],
    ...{ services: [], apiServer: null, kubelets: [] },
    nodes: [...new Set([...running.values()].map((each) => each.node))].sort(),
    servedNode: node ?? '',
  };
}

/** The policies before the restart and after it. */
export function policiesOf({ x }: Pick<Arena, 'x'>): { before: NetworkPolicy[]; after: NetworkPolicy[] } {
  const lettingIn = (role: Role, name: string): NetworkPolicy =>
    policy(
      x,
      {
        podSelector: { matchLabels: labelsOf(role) },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: labelsOf('client') } }] }],
      },
      name,
    );
  const existing = lettingIn('server', 'existing');
  return { before: [existing], after: [existing, lettingIn('new-server', 'made-meanwhile')] };
}

/** From each client to each server. */
export function connectionsIn({ pods }: Pick<Arena, 'pods'>): Tried[] {
  const those = (...roles: Role[]): ModelPod[] =>
    pods.filter(({ labels }) => roles.some((role) => role === labels['role']));
  return those('server', 'new-server').flatMap(({ name, addresses: [address = ''] }) =>
    those('client', 'stranger').map(
      (client): Tried => ({
        from: { namespace: client.namespace, pod: client.name },
        to: { what: name, address },
        ...{ protocol: 'TCP', port: PORT },
      }),
    ),
  );
}
