import { CoreV1Api, NetworkingV1Api } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** An IngressClass as it is; `isDefault` by its annotation. */
export interface FoundIngressClass {
  readonly name: string;
  readonly controller: string;
  readonly isDefault: boolean;
}

/** All IngressClasses, sorted by name. Rejects with CLUSTER. */
export async function listIngressClasses(cluster: ClusterConnection): Promise<FoundIngressClass[]> {
  const { items } = await cluster
    .api(NetworkingV1Api)
    .listIngressClass()
    .catch((cause: unknown) => {
      throw clusterError('the API server to list ingress classes', cause);
    });
  return items
    .map(({ metadata, spec }) => ({
      name: metadata?.name ?? '',
      controller: spec?.controller ?? '',
      isDefault: metadata?.annotations?.[DEFAULT_CLASS] === 'true',
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The class that the API server would give an Ingress that names none; null: none. Makes nothing. Rejects with CLUSTER. */
export async function defaultedIngressClass(
  cluster: ClusterConnection,
  namespace: string,
  host: string,
): Promise<string | null> {
  const backend = { service: { name: 'nothing', port: { number: 80 } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  const body = { metadata: { name: 'without-class' }, spec: { rules: [{ host, http: { paths } }] } };
  const { spec } = await cluster
    .api(NetworkingV1Api)
    .createNamespacedIngress({ namespace, body, dryRun: 'All' })
    .catch((cause: unknown) => {
      throw clusterError('the API server to say what it would do with an Ingress without a class', cause);
    });
  return spec?.ingressClassName ?? null;
}

/** Where an Ingress can be reached, by its controller: addresses or names. Rejects with CLUSTER. */
export async function ingressAddresses(cluster: ClusterConnection, namespace: string, name: string): Promise<string[]> {
  const { status } = await cluster
    .api(NetworkingV1Api)
    .readNamespacedIngress({ namespace, name })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to read the Ingress ${namespace}/${name}`, cause);
    });
  return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
}

/** A Service of type LoadBalancer that has this address, by its name and the address inside the cluster; null: none. Rejects with CLUSTER. */
export async function serviceWithAddress(
  cluster: ClusterConnection,
  address: string,
): Promise<{ name: string; clusterAddress: string } | null> {
  const { items } = await cluster
    .api(CoreV1Api)
    .listServiceForAllNamespaces()
    .catch((cause: unknown) => {
      throw clusterError('the API server to list services', cause);
    });
  for (const { metadata, spec, status } of items) {
    const addresses = [
      ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []),
      ...(spec?.externalIPs ?? []),
    ];
    if (addresses.includes(address) && spec?.clusterIP !== undefined && spec.clusterIP !== 'None') {
      return { name: `${metadata?.namespace}/${metadata?.name}`, clusterAddress: spec.clusterIP };
    }
  }
  return null;
}

/** Makes a Service for the pods with a label, with a port by that name. Rejects with CLUSTER. */
export async function createPodService(
  cluster: ClusterConnection,
  namespace: string,
  name: string,
  { selector, portName, port }: { selector: Record<string, string>; portName: string; port: number },
): Promise<void> {
  const spec = { selector, ports: [{ name: portName, port: 80, targetPort: port }] };
  await cluster
    .api(CoreV1Api)
    .createNamespacedService({ namespace, body: { metadata: { name }, spec } })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to create the service ${namespace}/${name}`, cause);
    });
}

/** Makes a secret with a certificate and its key, both in PEM. Rejects with CLUSTER. */
export async function createTlsSecret(
  cluster: ClusterConnection,
  namespace: string,
  name: string,
  { certificate, key }: { certificate: string; key: string },
): Promise<void> {
  const stringData = { 'tls.crt': certificate, 'tls.key': key };
  await cluster
    .api(CoreV1Api)
    .createNamespacedSecret({ namespace, body: { metadata: { name }, type: 'kubernetes.io/tls', stringData } })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to create the secret ${namespace}/${name}`, cause);
    });
}
