import { kubectl } from '../../control-plane/kubectl.ts';
import type { Node } from '../../machine/daemon.ts';

/** Namespaces that would also be cut off if everything is blocked that no policy allows: those of cluster DNS, and of Sonobuoy with its plugins. */
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

/** Allows only the traffic that an operator who sets `enable-policy=always` has to allow. */
export async function allowSystemNamespaces(node: Node): Promise<void> {
  await kubectl(node, ['apply', '--filename', '-'], JSON.stringify(policy));
}
