/** What a path outside of `plugins/` and `meta/` can tell of the cluster's network plugin. */
export type ClusterPlace =
  | { kind: 'server-groups' | 'nodes' | 'daemon-sets' }
  | { kind: 'objects'; resource: string; group: string; namespace: string | null };

const RESOURCES = /^resources\/(?:cluster|ns\/([^/]+))\/([^/]+)\.json$/;
/** Such as `cilium.io_v2_ciliumnodes`; `core` stands for the group without a name. */
const RESOURCE = /^([a-z0-9.-]+)_v[a-z0-9]+_([a-z0-9]+)$/;

/** Undefined: nothing. Secrets are never among what Sonobuoy collects, and object files are told by their names alone. */
export function clusterPlaceOf(path: string): ClusterPlace | undefined {
  if (path === 'servergroups.json') return { kind: 'server-groups' };
  const [, namespace = null, resource = ''] = RESOURCES.exec(path) ?? [];
  const [, group, plural] = RESOURCE.exec(resource) ?? [];
  if (group === undefined) return undefined;
  if (namespace !== null && plural === 'daemonsets') return { kind: 'daemon-sets' };
  if (namespace === null && group === 'core' && plural === 'nodes') return { kind: 'nodes' };
  return { kind: 'objects', resource, group, namespace };
}
