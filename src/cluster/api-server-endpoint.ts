import { DiscoveryV1Api } from '@kubernetes/client-node';
import type { ClusterConnection } from './connection.ts';

/** Where the API server itself listens, apart from its service. */
export interface ApiServerEndpoint {
  readonly address: string;
  readonly port: number;
}

/** The first address of a family; null: there is none, or it cannot be seen. */
export async function apiServerEndpoint(
  cluster: ClusterConnection,
  family: 'IPv4' | 'IPv6',
): Promise<ApiServerEndpoint | null> {
  const { items } = await cluster
    .api(DiscoveryV1Api)
    .listNamespacedEndpointSlice({ namespace: 'default', labelSelector: 'kubernetes.io/service-name=kubernetes' })
    .catch(() => ({ items: [] }));
  const [slice] = items.filter(({ addressType, endpoints }) => addressType === family && endpoints?.length);
  const address = slice?.endpoints?.[0]?.addresses[0];
  const port = slice?.ports?.[0]?.port;
  return address === undefined || port === undefined ? null : { address, port };
}
