import { cniTable } from '../cni/cni-table.ts';

/** What a path outside of `plugins/` and `meta/` can show about the cluster. */
export type ClusterPlace =
  | { kind: 'server-groups' | 'nodes' | 'namespaces' | 'service-ranges' | 'services' | 'pods' | 'daemon-sets' }
  | { kind: 'network-policies'; namespace: string }
  | { kind: 'pod-objects' | 'node-objects'; resource: string; group: string; namespace: string | null }
  | { kind: 'objects'; resource: string; group: string; namespace: string | null };

const RESOURCES = /^resources\/(?:cluster|ns\/([^/]+))\/([^/]+)\.json$/;
/** Such as `cilium.io_v2_ciliumnodes`; `core` stands for the group without a name. */
const RESOURCE = /^([a-z0-9.-]+)_v[a-z0-9]+_([a-z0-9]+)$/;
/** Where Sonobuoy runs, as far as its namespace's name shows that. */
const NAMESPACES_OF_SONOBUOY = /sonobuoy/;
/** Where NetworkPolicy specs make their pods. A cluster's other pods say nothing of a run. */
const NAMESPACES_OF_SPECS = /^(?:netpol|(?:sctp|udp)-network-policy)-[a-z]-\d+$/;
const plugins = Object.values(cniTable);
const podResources = new Set(plugins.flatMap((table) => table.podResources));
const nodeResources = new Set(plugins.flatMap((table) => table.nodeResources));
/** Other API groups may have a resource of the same name. */
const GROUPS_OF_DAEMON_SETS: ReadonlySet<string> = new Set(['apps', 'extensions']);
/** It has the service of the API server, and few others. */
const NAMESPACE_OF_SERVICES = 'default';

/**
 * Undefined: nothing. Sonobuoy never collects secrets, and for most files of objects the name is all that matters.
 *
 * `runNamespace`: where Sonobuoy ran, if that is known by now; the namespace may have any name.
 */
export function clusterPlaceOf(path: string, runNamespace: string | null = null): ClusterPlace | undefined {
  if (path === 'servergroups.json') return { kind: 'server-groups' };
  const [, namespace = null, resource = ''] = RESOURCES.exec(path) ?? [];
  const [, group, plural] = RESOURCE.exec(resource) ?? [];
  if (group === undefined) return undefined;
  if (namespace !== null && group === 'networking.k8s.io' && plural === 'networkpolicies') {
    return { kind: 'network-policies', namespace };
  }
  const isOfRun = namespace !== null && (namespace === runNamespace || NAMESPACES_OF_SONOBUOY.test(namespace));
  const kind = namespace === null ? clusterKind(group, plural) : namespacedKind(group, plural, namespace, isOfRun);
  return kind === undefined
    ? { kind: objectsKind(resource, namespace, isOfRun), resource, group, namespace }
    : { kind };
}

type ReadKind = Exclude<ClusterPlace['kind'], ObjectsKind | 'network-policies'>;
type ObjectsKind = 'objects' | 'pod-objects' | 'node-objects';

function objectsKind(resource: string, namespace: string | null, isOfRun: boolean): ObjectsKind {
  if (namespace === null) return nodeResources.has(resource) ? 'node-objects' : 'objects';
  return podResources.has(resource) && isOfRun ? 'pod-objects' : 'objects';
}

function clusterKind(group: string, plural: string | undefined): ReadKind | undefined {
  if (group === 'core' && plural === 'nodes') return 'nodes';
  if (group === 'core' && plural === 'namespaces') return 'namespaces';
  return group === 'networking.k8s.io' && plural === 'servicecidrs' ? 'service-ranges' : undefined;
}

function namespacedKind(
  group: string,
  plural: string | undefined,
  namespace: string,
  isOfRun: boolean,
): ReadKind | undefined {
  if (plural === 'daemonsets' && GROUPS_OF_DAEMON_SETS.has(group)) return 'daemon-sets';
  if (group === 'core' && plural === 'pods' && (isOfRun || NAMESPACES_OF_SPECS.test(namespace))) return 'pods';
  return group === 'core' && plural === 'services' && namespace === NAMESPACE_OF_SERVICES ? 'services' : undefined;
}
