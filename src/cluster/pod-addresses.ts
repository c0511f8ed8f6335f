import type { V1PodStatus } from '@kubernetes/client-node';

/** The addresses of a pod and of its node, those of the cluster's primary family first; empty: it has none yet. */
export interface PodAddresses {
  readonly addresses: string[];
  readonly nodeAddresses: string[];
}

/** The addresses that the API server knows of a pod. */
export function podAddresses(status: Pick<V1PodStatus, 'podIPs' | 'hostIPs'> | undefined): PodAddresses {
  return {
    addresses: (status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []),
    nodeAddresses: (status?.hostIPs ?? []).flatMap(({ ip }) => ip ?? []),
  };
}
