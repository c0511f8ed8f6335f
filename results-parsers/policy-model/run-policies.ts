import { type BlockingPolicy, blockingPolicies } from './blocking-policies.ts';
import type { ModelPod } from './landscape.ts';
import type { Labels, NetworkPolicy } from './network-policy.ts';
import { directionsOf } from './policy-match.ts';

/** The NetworkPolicies in the namespace in which Sonobuoy ran, and the file that shows them. */
export type RunPolicies = { namespace: string; policies: NetworkPolicy[]; path: string };

/** The port on which Sonobuoy's own pod receives plugins' results (DefaultAggregationServerBindPort in its pkg/config). */
export const AGGREGATOR_PORT = 8080;

/** The labels that Sonobuoy gives its own pod, and those of a plugin. */
export function runPodLabels(plugin: string): { aggregator: Labels; plugin: Labels } {
  const common = { component: 'sonobuoy', tier: 'analysis' };
  return {
    aggregator: { ...common, 'sonobuoy-component': 'aggregator' },
    plugin: { ...common, 'sonobuoy-component': 'plugin', 'sonobuoy-plugin': plugin },
  };
}

/**
 * The policies by which a plugin's pod cannot send its results to Sonobuoy's own, by the labels that Sonobuoy gives its pods. Policies
 * that can only be judged by addresses or labels of namespaces are left out, and with them everything that they may allow.
 */
export function policiesCuttingOff({ namespace, policies }: RunPolicies, plugin: string): BlockingPolicy[] {
  const labels = runPodLabels(plugin);
  const aggregator = podOf(namespace, labels.aggregator, '192.0.2.1');
  const sender = podOf(namespace, labels.plugin, '192.0.2.2');
  const blocking = blockingPolicies(
    { namespaces: [], pods: [aggregator, sender], policies },
    {
      from: { pod: sender, address: '192.0.2.2' },
      to: { pod: aggregator, address: '192.0.2.1' },
      ...{ protocol: 'TCP', port: AGGREGATOR_PORT },
    },
  );
  const unsure = new Set(policies.flatMap((policy) => directionsOf(policy).filter((way) => isUnsure(policy, way))));
  return blocking.filter(({ direction }) => !unsure.has(direction));
}

function podOf(namespace: string, labels: Labels, address: string): ModelPod {
  return { namespace, name: address, labels, addresses: [address], nodeAddresses: [], hostNetwork: false, ports: [] };
}

function isUnsure({ spec }: NetworkPolicy, direction: 'Ingress' | 'Egress'): boolean {
  const peers =
    direction === 'Ingress'
      ? (spec.ingress ?? []).flatMap(({ from }) => from ?? [])
      : (spec.egress ?? []).flatMap(({ to }) => to ?? []);
  return peers.some(({ ipBlock, namespaceSelector }) => Boolean(ipBlock) || Boolean(namespaceSelector));
}
