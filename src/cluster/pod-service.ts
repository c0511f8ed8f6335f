import { CoreV1Api } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

export interface PodService {
  readonly namespace: string;
  readonly name: string;
  /** Labels of the pods behind it. */
  readonly selector: Readonly<Record<string, string>>;
  /** By the service's port, that of the pods. TCP. */
  readonly ports: ReadonlyMap<number, number>;
}

/** Creates a service that every node has a port for, and resolves to that port. Rejects with CLUSTER if it is refused, or gets none. */
export async function createNodePortService(
  cluster: ClusterConnection,
  { namespace, name, selector, port }: Omit<PodService, 'ports'> & { readonly port: number },
): Promise<number> {
  const expected = `the API server to create the service ${namespace}/${name} with a port of nodes`;
  const body = {
    metadata: { name },
    spec: { type: 'NodePort', selector: { ...selector }, ports: [{ port, targetPort: port }] },
  };
  const created = await cluster
    .api(CoreV1Api)
    .createNamespacedService({ namespace, body })
    .catch((cause: unknown) => {
      throw clusterError(expected, cause);
    });
  const nodePort = created.spec?.ports?.[0]?.nodePort;
  if (!nodePort) throw clusterError(expected, new Error('it has none'));
  return nodePort;
}

/** Creates a service in a namespace of ours, and resolves to its address. Rejects with CLUSTER if it is refused, or gets none. */
export async function createPodService(cluster: ClusterConnection, service: PodService): Promise<string> {
  const { namespace, name, selector, ports } = service;
  const expected = `the API server to create the service ${namespace}/${name} with an address`;
  const body = {
    metadata: { name },
    spec: {
      selector: { ...selector },
      ports: [...ports].map(([port, targetPort]) => ({ name: `port-${port}`, port, targetPort })),
    },
  };
  const created = await cluster
    .api(CoreV1Api)
    .createNamespacedService({ namespace, body })
    .catch((cause: unknown) => {
      throw clusterError(expected, cause);
    });
  const address = created.spec?.clusterIP;
  if (!address) throw clusterError(expected, new Error('it has none'));
  return address;
}
