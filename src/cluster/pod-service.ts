import { CoreV1Api, type V1ServiceSpec } from '@kubernetes/client-node';
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

type Place = Pick<PodService, 'namespace' | 'name'>;

/** Creates a service that every node has a port for, and resolves to that port. Rejects with CLUSTER if it is refused, or gets none. */
export async function createNodePortService(
  cluster: ClusterConnection,
  { selector, port, ...place }: Omit<PodService, 'ports'> & { readonly port: number },
): Promise<number> {
  const spec = { type: 'NodePort', selector: { ...selector }, ports: [{ port, targetPort: port }] };
  return await createService(cluster, place, spec, 'a port of nodes', ({ ports }) => ports?.[0]?.nodePort);
}

/** Creates a service in a namespace of ours, and resolves to its address. Rejects with CLUSTER if it is refused, or gets none. */
export async function createPodService(
  cluster: ClusterConnection,
  { selector, ports, ...place }: PodService,
): Promise<string> {
  const spec = {
    selector: { ...selector },
    ports: [...ports].map(([port, targetPort]) => ({ name: `port-${port}`, port, targetPort })),
  };
  return await createService(cluster, place, spec, 'an address', ({ clusterIP }) => clusterIP);
}

async function createService<T>(
  cluster: ClusterConnection,
  { namespace, name }: Place,
  spec: V1ServiceSpec,
  what: string,
  given: (spec: V1ServiceSpec) => T | undefined,
): Promise<T> {
  const expected = `the API server to create the service ${namespace}/${name} with ${what}`;
  const created = await cluster
    .api(CoreV1Api)
    .createNamespacedService({ namespace, body: { metadata: { name }, spec } })
    .catch((cause: unknown) => {
      throw clusterError(expected, cause);
    });
  const found = given(created.spec ?? {});
  if (!found) throw clusterError(expected, new Error('it has none'));
  return found;
}
