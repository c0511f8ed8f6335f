import { CoreV1Api, DiscoveryV1Api, type V1Pod } from '@kubernetes/client-node';
import type { Landscape, ModelPod } from '../../results-parsers/policy-model/landscape.ts';
import { NetworkPolicy } from '../../results-parsers/policy-model/network-policy.ts';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { listObjects } from './discovery.ts';
import { podAddresses } from './pod-addresses.ts';
import { AGGREGATOR_LABEL, PLUGIN_LABEL } from './sonobuoy-run.ts';

/** What decides whether the pods of a run of Sonobuoy reach each other and the API server. */
export interface RunTraffic {
  readonly landscape: Landscape;
  /** Null: it has no address yet. */
  readonly aggregator: ModelPod | null;
  /** Of our plugin, those that have an address. */
  readonly plugins: readonly ModelPod[];
  /** Where the API server listens; empty: it is not known. */
  readonly apiServers: readonly { readonly address: string; readonly port: number }[];
}

/** Rejects with CLUSTER. */
export async function runTraffic(cluster: ClusterConnection, namespace: string, plugin: string): Promise<RunTraffic> {
  const core = cluster.api(CoreV1Api);
  const [found, { items }, policies, apiServers] = await Promise.all([
    core.readNamespace({ name: namespace }),
    core.listNamespacedPod({ namespace }),
    listObjects(cluster, { apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies' }, namespace),
    apiServerEndpoints(cluster),
  ]).catch((cause: unknown) => {
    throw clusterError(`the API server to show the policies of the namespace ${namespace}`, cause);
  });
  const pods = items.map((pod) => ({ pod, model: modelPod(pod) })).filter(({ model }) => model.addresses.length > 0);
  const models = (isIt: (labels: Record<string, string>) => boolean) =>
    pods.filter(({ pod }) => isIt(pod.metadata?.labels ?? {})).map(({ model }) => model);
  return {
    landscape: {
      namespaces: [{ name: namespace, labels: found.metadata?.labels ?? {} }],
      pods: pods.map(({ model }) => model),
      // A policy that this version cannot read decides nothing here.
      policies: policies.flatMap((policy) => NetworkPolicy.safeParse(policy).data ?? []),
    },
    aggregator: models((labels) => labels[AGGREGATOR_LABEL.key] === AGGREGATOR_LABEL.value)[0] ?? null,
    plugins: models((labels) => labels[PLUGIN_LABEL] === plugin),
    apiServers,
  };
}

function modelPod({ metadata, spec, status }: V1Pod): ModelPod {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    labels: metadata?.labels ?? {},
    ...podAddresses(status),
    hostNetwork: spec?.hostNetwork ?? false,
    ports: containers.flatMap(({ ports = [] }) =>
      ports.map(({ name = null, protocol = 'TCP', containerPort }) => ({
        name,
        protocol: protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP',
        port: containerPort,
      })),
    ),
  };
}

/** Policies see the addresses behind the service `kubernetes`. */
async function apiServerEndpoints(cluster: ClusterConnection): Promise<RunTraffic['apiServers']> {
  const { items } = await cluster.api(DiscoveryV1Api).listNamespacedEndpointSlice({
    namespace: 'default',
    labelSelector: 'kubernetes.io/service-name=kubernetes',
  });
  return items.flatMap(({ endpoints = [], ports = [] }) =>
    endpoints.flatMap(({ addresses }) =>
      addresses.flatMap((address) => ports.flatMap(({ port }) => (port === undefined ? [] : [{ address, port }]))),
    ),
  );
}
