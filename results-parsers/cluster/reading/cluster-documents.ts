import * as z from 'zod';
import { NetworkPolicy } from '../../policy-model/network-policy.ts';
import type { DaemonSet } from '../cni/sightings.ts';
import type { NamedNode } from '../node-kinds.ts';
import { listOf } from './list-document.ts';

const Containers = z.array(z.object({ image: z.string() }));
/** Kubernetes' own limit for names; whatever exceeds it in a hostile archive is not kept. */
const Name = z.string().max(253);

/** resources/ns/<namespace>/apps_v1_daemonsets.json */
export const DaemonSetDocument: z.ZodType<DaemonSet[]> = listOf(
  z
    .object({
      metadata: z.object({ namespace: z.string(), name: z.string() }),
      spec: z.object({ template: z.object({ spec: z.object({ containers: Containers }) }) }),
      status: z.object({ numberReady: z.int().nonnegative().optional() }).optional(),
    })
    .transform(({ metadata, spec, status }) => ({
      ...metadata,
      images: spec.template.spec.containers.map(({ image }) => image),
      ready: status?.numberReady ?? 0,
    })),
);

const Keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((found) => Object.keys(found ?? {}));
const Said = z
  .string()
  .max(1024)
  .nullish()
  .transform((text) => text || null);

/** The nodes or pods that an object belongs to, by their UIDs. */
const Owners = z
  .array(z.object({ uid: z.string() }))
  .nullish()
  .transform((owners) => (owners ?? []).map(({ uid }) => uid));

export type NodeObject = NamedNode & {
  uid: string | null;
  /** The reasons it gives for its network being available. */
  upReasons: string[];
  /** Of its labels and annotations. */
  keys: string[];
  addresses: string[];
  podRanges: string[];
};

/** resources/cluster/core_v1_nodes.json */
export const NodeDocument: z.ZodType<NodeObject[]> = listOf(
  z
    .object({
      metadata: z.object({ name: Name, uid: Said, labels: Keys, annotations: Keys }),
      spec: z.object({ podCIDR: z.string().nullish(), podCIDRs: z.array(z.string()).nullish() }).nullish(),
      status: z
        .object({
          addresses: z.array(z.object({ type: z.string(), address: z.string() })).nullish(),
          conditions: z.array(z.object({ type: z.string(), status: z.string(), reason: Said })).nullish(),
          nodeInfo: z
            .object({
              operatingSystem: Said,
              osImage: Said,
              kernelVersion: Said,
              architecture: Said,
              containerRuntimeVersion: Said,
              kubeletVersion: Said,
            })
            .nullish(),
        })
        .nullish(),
    })
    .transform(({ metadata, spec, status }) => ({
      name: metadata.name,
      uid: metadata.uid,
      upReasons: (status?.conditions ?? []).flatMap(({ type, status: state, reason }) =>
        type === 'NetworkUnavailable' && state === 'False' && reason !== null ? [reason] : [],
      ),
      kind: {
        operatingSystem: status?.nodeInfo?.operatingSystem ?? null,
        osImage: status?.nodeInfo?.osImage ?? null,
        kernel: status?.nodeInfo?.kernelVersion ?? null,
        architecture: status?.nodeInfo?.architecture ?? null,
        containerRuntime: status?.nodeInfo?.containerRuntimeVersion ?? null,
        kubelet: status?.nodeInfo?.kubeletVersion ?? null,
      },
      keys: [...metadata.labels, ...metadata.annotations],
      addresses: (status?.addresses ?? []).flatMap(({ type, address }) => (type === 'InternalIP' ? [address] : [])),
      podRanges: [...(spec?.podCIDRs ?? []), ...(spec?.podCIDR ? [spec.podCIDR] : [])],
    })),
);

/** servergroups.json: the names of the API groups, without the nameless core group. */
export const ServerGroupsDocument: z.ZodType<string[]> = z
  .object({ groups: z.array(z.object({ name: z.string() })) })
  .transform(({ groups }) => groups.map(({ name }) => name).filter((name) => name !== ''));

/** resources/cluster/core_v1_namespaces.json */
export const NamespaceDocument: z.ZodType<{ name: string; uid: string }[]> = listOf(
  z.object({ metadata: z.object({ name: Name, uid: z.string().max(64) }) }).transform(({ metadata }) => metadata),
);

/** resources/cluster/networking.k8s.io_v1_servicecidrs.json, of Kubernetes 1.33 and later: the ranges of all of them. */
export const ServiceRangeDocument: z.ZodType<string[]> = listOf(
  z.object({ spec: z.object({ cidrs: z.array(z.string()) }) }),
).transform((ranges) => ranges.flatMap(({ spec }) => spec.cidrs));

/** resources/ns/<namespace>/core_v1_services.json: the addresses of all of them; `None` is that of a headless one. */
export const ServiceDocument: z.ZodType<string[]> = listOf(
  z.object({ spec: z.object({ clusterIP: z.string().nullish(), clusterIPs: z.array(z.string()).nullish() }) }),
).transform((services) =>
  services.flatMap(({ spec }) => [...(spec.clusterIPs ?? []), ...(spec.clusterIP ? [spec.clusterIP] : [])]),
);

export type PodObject = {
  namespace: string;
  name: string;
  /** Null: it was not scheduled. */
  node: string | null;
  /** Empty if it uses those of its node. */
  addresses: string[];
  uid: string | null;
  /** Of its annotations. */
  keys: string[];
  createdAt: string | null;
};

/** resources/ns/<namespace>/core_v1_pods.json */
export const PodDocument: z.ZodType<PodObject[]> = listOf(
  z
    .object({
      metadata: z.object({ namespace: Name, name: Name, uid: Said, annotations: Keys, creationTimestamp: Said }),
      spec: z.object({ nodeName: Name.nullish(), hostNetwork: z.boolean().nullish() }),
      status: z
        .object({ podIPs: z.array(z.object({ ip: z.string() })).nullish(), podIP: z.string().nullish() })
        .nullish(),
    })
    .transform(({ metadata, spec, status }) => ({
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      keys: metadata.annotations,
      createdAt: metadata.creationTimestamp,
      node: spec.nodeName || null,
      addresses: spec.hostNetwork
        ? []
        : [...(status?.podIPs ?? []).map(({ ip }) => ip), ...(status?.podIP ? [status.podIP] : [])],
    })),
);

/** resources/ns/<namespace>/networking.k8s.io_v1_networkpolicies.json */
export const NetworkPolicyDocument: z.ZodType<NetworkPolicy[]> = listOf(NetworkPolicy);

/** An object that a network plugin makes for a pod or a node, such as a CiliumEndpoint. */
export type OwnedObject = { name: string; owners: string[]; addresses: string[] };

/** resources/ns/<namespace>/cilium.io_v2_ciliumendpoints.json and resources/cluster/cilium.io_v2_ciliumnodes.json */
export const OwnedObjectDocument: z.ZodType<OwnedObject[]> = listOf(
  z
    .object({
      metadata: z.object({ name: Name, ownerReferences: Owners }),
      status: z
        .object({
          networking: z.object({ addressing: z.array(z.object({ ipv4: Said, ipv6: Said })).nullish() }).nullish(),
        })
        .nullish(),
    })
    .transform(({ metadata, status }) => ({
      name: metadata.name,
      owners: metadata.ownerReferences,
      addresses: (status?.networking?.addressing ?? []).flatMap(({ ipv4, ipv6 }) =>
        [ipv4, ipv6].filter((address) => address !== null),
      ),
    })),
);
