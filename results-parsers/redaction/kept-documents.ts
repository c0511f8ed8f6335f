import * as z from 'zod';
import {
  isAgentImage,
  isTellingDaemonSet,
  isTellingGroup,
  isTellingNodeKey,
  isTellingPodKey,
} from '../cluster/cni/telling-marks.ts';
import type { ClusterPlace } from '../cluster/reading/cluster-places.ts';
import type { Kept } from './reduced-document.ts';

// One line for each field that results-parsers/sonobuoy/ reads; the tests check that every recorded archive keeps its verdict.

const metadata = (...names: readonly string[]): Kept => ({
  fields: Object.fromEntries(names.map((name) => [name, 'value' as const])),
});

export const keptOfConfig: Kept = {
  fields: { UUID: 'value', Version: 'value', Namespace: 'value', Server: metadata('timeoutseconds') },
};
export const keptOfInfo: Kept = metadata('plugins');
export const keptOfServerVersion: Kept = metadata('gitVersion');
export const keptOfError: Kept = metadata('error');
/** The environment is reduced to the variables that describe the run: others may hold passwords. */
export const keptOfDefinition: Kept = {
  fields: {
    Definition: {
      fields: {
        spec: {
          fields: { image: 'value', env: { each: { fields: { name: 'value', value: 'value', valueFrom: 'keys' } } } },
        },
      },
    },
  },
};
const KEPT_VARIABLES: RegExp = /^E2E_(?:DRYRUN|FOCUS|SKIP|PARALLEL|EXTRA_ARGS|EXTRA_GINKGO_ARGS)$/;

const Variable = z.object({ name: z.string() });

/** The variables of an environment that describe the run, and entries that are not variables. Any other value stays as it is. */
export function withKnownVariables(environment: unknown): unknown {
  if (!Array.isArray(environment)) return environment;
  return environment.filter((variable: unknown) => {
    const parsed = Variable.safeParse(variable);
    return !parsed.success || KEPT_VARIABLES.test(parsed.data.name);
  });
}

const tellingKeys: Kept = { keysThat: isTellingNodeKey };

const node: Kept = {
  fields: {
    metadata: { fields: { name: 'value', uid: 'value', labels: tellingKeys, annotations: tellingKeys } },
    spec: { fields: { podCIDR: 'address', podCIDRs: 'address' } },
    status: {
      fields: {
        addresses: { each: { fields: { type: 'value', address: 'address' } }, only: isInternal },
        conditions: { each: metadata('type', 'status', 'reason'), only: isOfNetwork },
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
    spec: {
      fields: {
        template: { fields: { spec: { fields: { containers: { each: metadata('image'), only: isOfAgent } } } } },
      },
    },
    status: metadata('numberReady'),
  },
};

const pod: Kept = {
  fields: {
    metadata: {
      fields: {
        namespace: 'value',
        name: 'value',
        uid: 'value',
        creationTimestamp: 'value',
        annotations: { keysThat: isTellingPodKey },
      },
    },
    spec: metadata('nodeName', 'hostNetwork'),
    status: { fields: { podIPs: { each: { fields: { ip: 'address' } } }, podIP: 'address' } },
  },
};

/** Only those of Sonobuoy's own namespace stay; what they block is a finding. */
const networkPolicy: Kept = {
  fields: { metadata: metadata('namespace', 'name'), spec: 'all' },
};

/** What a network plugin makes for a pod or a node. */
const ownedObject: Kept = {
  fields: {
    metadata: { fields: { name: 'value', ownerReferences: { each: metadata('uid') } } },
    status: {
      fields: { networking: { fields: { addressing: { each: { fields: { ipv4: 'address', ipv6: 'address' } } } } } },
    },
  },
};

/** Of documents about the cluster; lists and arrays of objects alike. */
export const keptOfCluster = {
  'server-groups': { fields: { groups: { each: metadata('name'), only: isGroupOfPlugin } } },
  nodes: listOf(node),
  namespaces: listOf({ fields: { metadata: metadata('name', 'uid') } }, isEternal),
  'service-ranges': listOf({ fields: { spec: { fields: { cidrs: 'address' } } } }),
  services: listOf({ fields: { spec: { fields: { clusterIP: 'address', clusterIPs: 'address' } } } }),
  pods: listOf(pod),
  'daemon-sets': listOf(daemonSet, isAgent),
  'network-policies': listOf(networkPolicy),
  'pod-objects': listOf(ownedObject),
  'node-objects': listOf(ownedObject),
} as const satisfies Record<Exclude<ClusterPlace['kind'], 'objects'>, Kept | ListOf>;

/** Sonobuoy wrote resources as an array up to 0.53 and writes them as a list with `items` since. */
export type ListOf = { readonly listOf: Kept; readonly only: (object: unknown) => boolean };

function listOf(kept: Kept, only: ListOf['only'] = () => true): ListOf {
  return { listOf: kept, only };
}

/** What is kept of this document itself. */
export function keptOf(document: unknown, kept: Kept | ListOf): Kept {
  if (typeof kept === 'string' || !('listOf' in kept)) return kept;
  const { listOf: each, only } = kept;
  return Array.isArray(document) ? { each, only } : { fields: { items: { each, only } } };
}

// A value of an unexpected shape stays, so that a document that cannot be read still cannot.

const Group = z.object({ name: z.string() });
function isGroupOfPlugin(group: unknown): boolean {
  const parsed = Group.safeParse(group);
  return !parsed.success || isTellingGroup(parsed.data.name);
}

const Namespace = z.object({ metadata: z.object({ name: z.string() }) });
/** The only namespace whose UID identifies the cluster. */
function isEternal(namespace: unknown): boolean {
  const parsed = Namespace.safeParse(namespace);
  return !parsed.success || parsed.data.metadata.name === 'kube-system';
}

const NodeAddress = z.object({ type: z.string() });
function isInternal(address: unknown): boolean {
  const parsed = NodeAddress.safeParse(address);
  return !parsed.success || parsed.data.type === 'InternalIP';
}

const Condition = z.object({ type: z.string() });
/** The condition of a node with which a network plugin reports that it has set up the network. */
function isOfNetwork(condition: unknown): boolean {
  const parsed = Condition.safeParse(condition);
  return !parsed.success || parsed.data.type === 'NetworkUnavailable';
}

const Container = z.object({ image: z.string() });
function isOfAgent(container: unknown): boolean {
  const parsed = Container.safeParse(container);
  return !parsed.success || isAgentImage(parsed.data.image);
}

const DaemonSetObject = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(Container) }) }) }),
});
/** Other groups show nothing about network plugins, and much about who uses the cluster for what. */
function isAgent(daemonSet: unknown): boolean {
  const parsed = DaemonSetObject.safeParse(daemonSet);
  if (!parsed.success) return true;
  const { metadata, spec } = parsed.data;
  const images = spec.template.spec.containers.map(({ image }) => image);
  return isTellingDaemonSet(metadata.name, images);
}
