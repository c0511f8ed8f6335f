import { blockingPolicies } from '../../results-parsers/policy-model/blocking-policies.ts';
import type { Connection } from '../../results-parsers/policy-model/landscape.ts';
import { AGGREGATOR_PORT } from '../../results-parsers/policy-model/run-policies.ts';
import { findPolicies, servedPolicyKinds } from '../checks/default-restrictions/found-policies.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { type RunTraffic, runTraffic } from '../cluster/run-traffic.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';

/** Policies that keep, or may keep, the pods of a run from talking to each other. */
export interface CutOff {
  /** Whether the API says that they block it; else they are of kinds that are not understood here. */
  readonly isCertain: boolean;
  /** Without a full stop, so that it can follow a colon. */
  readonly text: string;
  /** As a sentence. */
  readonly remedy: string;
}

/** What the policies of a run's namespace mean for the run; null: nothing. Rejects with CLUSTER. */
export async function cutOffIn(cluster: ClusterConnection, namespace: string): Promise<CutOff | null> {
  return (
    certainCutOff(namespace, await runTraffic(cluster, namespace, PLUGIN_NAME)) ?? (await suspected(cluster, namespace))
  );
}

/** By what the API says of NetworkPolicies. */
function certainCutOff(namespace: string, traffic: RunTraffic): CutOff | null {
  for (const { connection, words } of neededConnections(traffic)) {
    const blocking = blockingPolicies(traffic.landscape, connection);
    if (blocking.length === 0) continue;
    const names = [...new Set(blocking.map(({ name }) => name))].sort();
    const many = names.length > 1;
    return {
      isCertain: true,
      text: `the NetworkPolic${many ? 'ies' : 'y'} ${names.join(', ')} in the namespace ${namespace} ${many ? 'keep' : 'keeps'} ${words}`,
      remedy: cutOffRemedy(namespace),
    };
  }
  return null;
}

function neededConnections({
  aggregator,
  plugins,
  apiServers,
}: RunTraffic): { connection: Connection; words: string }[] {
  const pods = [...(aggregator === null ? [] : [{ pod: aggregator, name: "Sonobuoy's own pod" }])];
  for (const pod of plugins) pods.push({ pod, name: "the plugin's pod" });
  const toAggregator = plugins.flatMap((plugin) =>
    aggregator === null
      ? []
      : [
          {
            connection: tcp(plugin, { pod: aggregator, address: sameFamily(plugin, aggregator) }, AGGREGATOR_PORT),
            words: `the plugin's pod from Sonobuoy's own (TCP port ${AGGREGATOR_PORT}), so no results can arrive`,
          },
        ],
  );
  const toApiServer = pods.flatMap(({ pod, name }) =>
    apiServers
      .filter(({ address }) => pod.addresses.some((own) => familyOf(own) === familyOf(address)))
      .map(({ address, port }) => ({
        connection: tcp(pod, { pod: null, address }, port),
        words: `${name} from the API server (${address}, TCP port ${port})`,
      })),
  );
  return [...toAggregator, ...toApiServer];
}

function tcp(from: RunTraffic['plugins'][number], to: Connection['to'], port: number): Connection {
  return { from: { pod: from, address: from.addresses[0] ?? '' }, to, protocol: 'TCP', port };
}

function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}

function sameFamily(from: RunTraffic['plugins'][number], to: RunTraffic['plugins'][number]): string {
  const family = familyOf(from.addresses[0] ?? '');
  return to.addresses.find((address) => familyOf(address) === family) ?? to.addresses[0] ?? '';
}

/** Policies of other kinds, whose texts are not read here: they may be harmless. */
async function suspected(cluster: ClusterConnection, namespace: string): Promise<CutOff | null> {
  const served = await servedPolicyKinds(cluster);
  const [inNamespace, clusterWide] = await Promise.all([
    findPolicies(cluster, served.namespaced, [namespace]),
    findPolicies(cluster, served.clusterWide, null),
  ]);
  const names = [...inNamespace.objects, ...clusterWide.objects].map(({ kind, name }) => `${kind} ${name}`);
  if (names.length === 0) return null;
  return {
    isCertain: false,
    text: `nothing that the plugin's pod sends reaches Sonobuoy's own; these may block it: ${names.sort().join(', ')}`,
    remedy: cutOffRemedy(namespace),
  };
}

/** What lets a run through if an operator restricts every namespace. */
export function cutOffRemedy(namespace: string): string {
  return (
    `Exempt the namespace ${namespace} from these restrictions: by its name, or by a label that exempts namespaces, ` +
    'which `scs-networking run --namespace-label KEY=VALUE` gives it.'
  );
}
