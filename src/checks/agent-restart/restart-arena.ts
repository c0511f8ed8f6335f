import type { Tried } from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { serverOn } from '../../cluster/agnhost-servers.ts';
import type { CheckContext, CheckPod } from '../check.ts';
import type { Arena } from '../network-policy-beyond-upstream/arena.ts';
import { policy } from '../network-policy-beyond-upstream/scenario.ts';

const PORT = 8080;

/** Two servers on one node, and two clients, on another node if there is one. */
type Role = 'server' | 'new-server' | 'client' | 'stranger';

const labelsOf = (role: Role) => ({ pod: role });

/** Makes the namespace and the pods. Rejects as the context does. */
export async function makeRestartArena(context: CheckContext): Promise<Arena> {
  const labels = { check: 'agent-restart' };
  const namespace = await context.namespace({ purpose: 'agent-restart', labels });
  const pod = (role: Role, node?: string): CheckPod => ({
    ...{ name: role, args: serverOn(PORT), labels: labelsOf(role) },
    ...(node === undefined ? {} : { node }),
  });
  const first = await context.pods(namespace, [pod('server'), pod('client')]);
  const [servedNode, clientNode] = [first.get('server')?.node, first.get('client')?.node];
  const second = await context.pods(namespace, [pod('new-server', servedNode), pod('stranger', clientNode)]);
  const running = [...first.values(), ...second.values()];
  return {
    ...{ x: namespace, y: namespace },
    pods: running.map(
      ({ name, ips, nodeAddresses }): ModelPod => ({
        ...{ namespace, name, labels: { pod: name }, addresses: [...ips], nodeAddresses: [...nodeAddresses] },
        ...{ hostNetwork: false, ports: [] },
      }),
    ),
    namespaces: [{ name: namespace, labels: { ...context.settings.namespaceLabels, ...labels } }],
    ...{ services: [], apiServer: null, kubelets: [] },
    nodes: [...new Set(running.map(({ node }) => node))].sort(),
    servedNode: servedNode ?? '',
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
  const those = (...roles: Role[]): ModelPod[] => pods.filter(({ name }) => roles.some((role) => role === name));
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
