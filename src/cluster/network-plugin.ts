import type { V1DaemonSet, V1Node, V1Pod } from '@kubernetes/client-node';
import type { AskedAgent, AskedPlugin } from '../../results-parsers/cluster/cni/asked-plugin.ts';
import {
  isAgentImage,
  isTellingDaemonSet,
  isTellingGroup,
  isTellingNodeKey,
  isTellingPodKey,
  isTellingUpReason,
  tellingResources,
} from '../../results-parsers/cluster/cni/telling-marks.ts';
import { sortedEntries } from '../../results-parsers/core/sorted-entries.ts';
import type { ClusterConnection } from './connection.ts';
import { servedGroups } from './discovery.ts';
import { allDaemonSets, allNodes, imagesOf, objectOfPod, ownersOfAll, podsOf } from './plugin-marks.ts';
import { isReady } from './ready-condition.ts';

/**
 * What reveals the cluster's network plugin: its agents, what it set on the nodes, and the object that it made for this pod of ours.
 * Rejects with CLUSTER if the API server leaves a question unanswered.
 *
 * `pod`: null if this does not run in a pod.
 */
export async function askForNetworkPlugin(cluster: ClusterConnection, pod: V1Pod | null): Promise<AskedPlugin> {
  const [nodes, groups, daemonSets] = await Promise.all([
    allNodes(cluster),
    servedGroups(cluster),
    allDaemonSets(cluster),
  ]);
  const telling = daemonSets.filter((set) => isTellingDaemonSet(set.metadata?.name ?? '', imagesOf(set)));
  return {
    nodes: nodes.filter(isReadyLinuxNode).length,
    agents: await Promise.all(telling.map((daemonSet) => agentOf(cluster, daemonSet))),
    apiGroups: groups
      .map(({ name }) => name)
      .filter(isTellingGroup)
      .sort(),
    nodeKeys: counted(nodes.map(keysOf)).map(([key, count]) => ({ key, nodes: count })),
    upReasons: counted(nodes.map(upReasonsOf)).map(([reason, count]) => ({ reason, nodes: count })),
    nodeResources: await madeForNodes(cluster, nodes),
    podResources: pod === null ? [] : await madeForPod(cluster, pod),
    podKeys: Object.keys(pod?.metadata?.annotations ?? {})
      .filter(isTellingPodKey)
      .sort(),
  };
}

async function agentOf(cluster: ClusterConnection, daemonSet: V1DaemonSet): Promise<AskedAgent> {
  const ready = (await podsOf(cluster, daemonSet)).filter(isReady);
  const { namespace = '', name = '' } = daemonSet.metadata ?? {};
  return {
    namespace,
    name,
    images: imagesOf(daemonSet).filter(isAgentImage),
    hostNetwork: ready.length > 0 && ready.every(({ spec }) => spec?.hostNetwork === true),
    readyNodes: new Set(ready.map(({ spec }) => spec?.nodeName)).size,
  };
}

function isReadyLinuxNode(node: V1Node): boolean {
  return isReady(node) && node.metadata?.labels?.['kubernetes.io/os'] === 'linux';
}

function keysOf({ metadata }: V1Node): string[] {
  return [...Object.keys(metadata?.labels ?? {}), ...Object.keys(metadata?.annotations ?? {})].filter(isTellingNodeKey);
}

function upReasonsOf({ status }: V1Node): string[] {
  return (status?.conditions ?? []).flatMap(({ type, status: state, reason = '' }) =>
    type === 'NetworkUnavailable' && state === 'False' && isTellingUpReason(reason) ? [reason] : [],
  );
}

/** How many nodes have each of these, sorted. */
function counted(perNode: readonly (readonly string[])[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const each of perNode) for (const found of new Set(each)) counts.set(found, (counts.get(found) ?? 0) + 1);
  return sortedEntries(counts);
}

async function madeForNodes(cluster: ClusterConnection, nodes: readonly V1Node[]): Promise<string[]> {
  const found: string[] = [];
  for (const resource of tellingResources.ofNodes) {
    const owners = await ownersOfAll(cluster, resource);
    if (nodes.length > 0 && nodes.every(({ metadata }) => owners?.has(metadata?.uid ?? ''))) found.push(resource);
  }
  return found;
}

/** As when an archive is read: the object has to belong to exactly that pod, by its UID and an address. */
async function madeForPod(cluster: ClusterConnection, { metadata, status }: V1Pod): Promise<string[]> {
  const { namespace = '', name = '', uid = '' } = metadata ?? {};
  const addresses = (status?.podIPs ?? []).map(({ ip }) => ip);
  const found: string[] = [];
  for (const resource of tellingResources.ofPods) {
    const object = await objectOfPod(cluster, resource, { namespace, name });
    const isOfPod = object?.owners.includes(uid) && object.addresses.some((address) => addresses.includes(address));
    if (isOfPod === true) found.push(resource);
  }
  return found;
}
