import { CoreV1Api, type V1Node } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** A node and what it has for pods. */
export interface NodeState {
  readonly name: string;
  /** Why it accepts no ordinary pod, in words; null: it does. */
  readonly unusable: string | null;
  /** Whether it takes ordinary pods that do not ask for an operating system. */
  readonly isOpen: boolean;
  /** As its label says, such as `linux`; null: it has none. */
  readonly operatingSystem: string | null;
  /** As its label says, such as `arm64`; null: it has none. */
  readonly architecture: string | null;
  /** Allocatable, in cores. */
  readonly cpus: number;
  /** Allocatable pods, less those that are on it. */
  readonly freePods: number;
}

/** How many more pods these nodes have room for together. */
export function freePodsOn(nodes: readonly Pick<NodeState, 'freePods'>[]): number {
  return nodes.reduce((sum, { freePods }) => sum + freePods, 0);
}

const PAGE = 500;

const OS_LABEL = 'kubernetes.io/os';
const ARCHITECTURE_LABEL = 'kubernetes.io/arch';

function whyClosed({ spec, status }: V1Node): string | null {
  if (spec?.unschedulable === true) return 'it is cordoned';
  if (status?.conditions?.find(({ type }) => type === 'Ready')?.status !== 'True') return 'it is not ready';
  const taint = spec?.taints?.find(({ effect }) => effect !== 'PreferNoSchedule');
  return taint === undefined ? null : `it has the taint ${taint.key}:${taint.effect}`;
}

/** A Kubernetes quantity of CPU, such as `1900m` or `2`, in cores. */
export function coresOf(quantity: string): number {
  const cores = quantity.endsWith('m') ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
  return Number.isFinite(cores) ? cores : 0;
}

async function podsByNode(core: CoreV1Api): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let next: string | undefined;
  do {
    const page = next === undefined ? { limit: PAGE } : { limit: PAGE, _continue: next };
    const { items, metadata } = await core.listPodForAllNamespaces(page);
    for (const { spec, status } of items) {
      if (spec?.nodeName === undefined || status?.phase === 'Succeeded' || status?.phase === 'Failed') continue;
      counts.set(spec.nodeName, (counts.get(spec.nodeName) ?? 0) + 1);
    }
    next = metadata?._continue || undefined;
  } while (next !== undefined);
  return counts;
}

/** What matters of nodes before a run, without their capacity. */
export type NodeKind = Pick<NodeState, 'name' | 'isOpen' | 'operatingSystem' | 'architecture'>;

/** Names of the nodes of another operating system that take pods like those of the specs, which select no nodes. */
export function openWindowsNodes(nodes: readonly NodeKind[]): string[] {
  return nodes.filter(({ isOpen, operatingSystem }) => isOpen && operatingSystem === 'windows').map(({ name }) => name);
}

/** How many Linux nodes that take pods there are of each architecture. */
export function openArchitectures(nodes: readonly NodeKind[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { isOpen, operatingSystem, architecture } of nodes) {
    if (!isOpen || operatingSystem !== 'linux' || architecture === null) continue;
    counts.set(architecture, (counts.get(architecture) ?? 0) + 1);
  }
  return counts;
}

function kindOf(node: V1Node): NodeKind {
  const { name = '', labels = {} } = node.metadata ?? {};
  return {
    name,
    isOpen: whyClosed(node) === null,
    operatingSystem: labels[OS_LABEL] ?? null,
    architecture: labels[ARCHITECTURE_LABEL] ?? null,
  };
}

/** All nodes, without their capacity. Rejects with CLUSTER if the API server does not answer. */
export async function listNodeKinds(cluster: ClusterConnection): Promise<NodeKind[]> {
  const { items } = await cluster
    .api(CoreV1Api)
    .listNode()
    .catch((cause: unknown) => {
      throw clusterError('the API server to list nodes', cause);
    });
  return items.map(kindOf);
}

/** All nodes, sorted by name. Rejects with CLUSTER if the API server does not answer. */
export async function listNodes(cluster: ClusterConnection): Promise<NodeState[]> {
  const core = cluster.api(CoreV1Api);
  try {
    const { items } = await core.listNode();
    const used = await podsByNode(core);
    const states = items.map((node): NodeState => {
      const kind = kindOf(node);
      const { name } = kind;
      const allocatable = node.status?.allocatable ?? {};
      return {
        ...kind,
        unusable: kind.operatingSystem === 'linux' ? whyClosed(node) : 'it is not a Linux node',
        cpus: coresOf(allocatable['cpu'] ?? '0'),
        freePods: Math.max(0, Number(allocatable['pods'] ?? '0') - (used.get(name) ?? 0)),
      };
    });
    return states.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw clusterError('the API server to list nodes and pods', cause);
  }
}
