import { kubectl } from '../../control-plane/kubectl.ts';
import type { Node } from '../../machine/daemon.ts';

/** Where nothing may pass that no policy allows, these would be cut off too: cluster DNS, and Sonobuoy with its plugins. */
const SYSTEM_NAMESPACES = ['kube-system', 'sonobuoy'];

const policy = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumClusterwideNetworkPolicy',
  metadata: { name: 'system-namespaces' },
  spec: {
    description: 'Lets the cluster itself work under enable-policy=always',
    endpointSelector: {
      matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'In', values: SYSTEM_NAMESPACES }],
    },
    ingress: [{ fromEntities: ['all'] }],
    egress: [{ toEntities: ['all'] }],
  },
};

/** What an operator who sets `enable-policy=always` has to allow, and nothing more. */
export async function allowSystemNamespaces(node: Node): Promise<void> {
  await kubectl(node, ['apply', '--filename', '-'], JSON.stringify(policy));
}
