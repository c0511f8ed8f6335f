import type { ClusterPlace } from '../sonobuoy/cluster/cluster-places.ts';
import type { Kept } from './reduced-document.ts';

// One line for each field that results-parsers/sonobuoy/ reads; the tests hold every recorded archive to its verdict.

const metadata = (...names: readonly string[]): Kept => ({
  fields: Object.fromEntries(names.map((name) => [name, 'value' as const])),
});

export const keptOfConfig: Kept = metadata('UUID', 'Version', 'Namespace');
export const keptOfInfo: Kept = metadata('plugins');
export const keptOfServerVersion: Kept = metadata('gitVersion');
export const keptOfError: Kept = metadata('error');
/** The environment is reduced to the variables that say what was run: others may hold passwords. */
export const keptOfDefinition: Kept = {
  fields: {
    Definition: { fields: { spec: { fields: { image: 'value', env: { each: metadata('name', 'value') } } } } },
  },
};
export const KEPT_VARIABLES: RegExp = /^E2E_(?:DRYRUN|FOCUS|SKIP|PARALLEL)$/;

const node: Kept = {
  fields: {
    metadata: { fields: { name: 'value', labels: 'keys', annotations: 'keys' } },
    spec: metadata('podCIDR', 'podCIDRs'),
    status: {
      fields: {
        addresses: { each: metadata('type', 'address') },
        nodeInfo: metadata(
          'operatingSystem',
          'osImage',
          'kernelVersion',
          'architecture',
          'containerRuntimeVersion',
          'kubeletVersion',
        ),
      },
    },
  },
};

const daemonSet: Kept = {
  fields: {
    metadata: metadata('namespace', 'name'),
    spec: { fields: { template: { fields: { spec: { fields: { containers: { each: metadata('image') } } } } } } },
    status: metadata('numberReady'),
  },
};

const pod: Kept = {
  fields: {
    metadata: metadata('namespace', 'name'),
    spec: metadata('nodeName', 'hostNetwork'),
    status: { fields: { podIPs: { each: metadata('ip') }, podIP: 'value' } },
  },
};

/** Of documents about the cluster; lists and arrays of objects alike. */
export const keptOfCluster = {
  'server-groups': { fields: { groups: { each: metadata('name') } } },
  nodes: listOf(node),
  namespaces: listOf({ fields: { metadata: metadata('name', 'uid') } }),
  'service-ranges': listOf({ fields: { spec: metadata('cidrs') } }),
  services: listOf({ fields: { spec: metadata('clusterIP', 'clusterIPs') } }),
  pods: listOf(pod),
  'daemon-sets': listOf(daemonSet),
} as const satisfies Record<Exclude<ClusterPlace['kind'], 'objects'>, Kept | ListOf>;

/** Sonobuoy wrote resources as an array up to 0.53 and writes them as a list with `items` since. */
export type ListOf = { readonly listOf: Kept };

function listOf(kept: Kept): ListOf {
  return { listOf: kept };
}

/** What is kept of this very document. */
export function keptOf(document: unknown, kept: Kept | ListOf): Kept {
  if (typeof kept === 'string' || !('listOf' in kept)) return kept;
  return Array.isArray(document) ? { each: kept.listOf } : { fields: { items: { each: kept.listOf } } };
}
