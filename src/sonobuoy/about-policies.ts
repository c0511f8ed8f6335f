import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { NetworkPolicy } from '../../results-parsers/policy-model/network-policy.ts';
import { policiesCuttingOff, runPodLabels } from '../../results-parsers/policy-model/run-policies.ts';
import { servedPolicyKinds } from '../checks/default-restrictions/found-policies.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { type FoundObject, listObjects, type ServedKind } from '../cluster/discovery.ts';
import { sonobuoyNamespaceLabels } from '../cluster/sonobuoy-namespace.ts';
import { type Restriction, restrictionOf } from './cluster-wide-policies.ts';
import { cutOffRemedy } from './cut-off.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import type { PreflightCheck } from './preflight-check.ts';

/** The namespace that a run would have. */
export interface PlannedNamespace {
  readonly name: string;
  /** Beside those that it always has. */
  readonly labels: ReadonlyMap<string, string>;
  /** Whether there is one of that name already. */
  readonly isThere: boolean;
}

/** What can be known about policies in the way of a run before its namespace exists. Rejects with CLUSTER. */
export async function lookAtPolicies(
  cluster: ClusterConnection,
  namespace: PlannedNamespace,
): Promise<Pick<PreflightCheck, 'outcome' | 'text'>> {
  const notes = [
    ...(await ofTheWholeCluster(cluster, namespace)),
    ...(namespace.isThere ? await inTheNamespace(cluster, namespace.name) : []),
  ];
  if (notes.length > 0) return { outcome: 'noted', text: notes.join(' ') };
  const text =
    `no cluster-wide policy selects the namespace ${namespace.name}; ` +
    'policies that an operator puts into each new namespace show only there: a run looks for them at once';
  return { outcome: 'passed', text };
}

async function ofTheWholeCluster(cluster: ClusterConnection, namespace: PlannedNamespace): Promise<string[]> {
  const { clusterWide } = await servedPolicyKinds(cluster);
  const names: Record<Restriction, Set<string>> = { restricts: new Set(), unread: new Set(), spares: new Set() };
  const notes: string[] = [];
  for (const kind of clusterWide) {
    try {
      for (const object of await listObjects(cluster, kind, null))
        names[restrictionFor(namespace, kind, object)].add(`${kind.kind} ${object.metadata.name}`);
    } catch (error) {
      if (!(error instanceof ScsNetworkingError)) throw error;
      notes.push(`Not known: ${error.message.replace(/\.$/, '')}.`);
    }
  }
  if (names.restricts.size > 0) {
    notes.push(
      `Pods in the namespace ${namespace.name} are selected by ${listed(names.restricts)}: ` +
        `unless their rules allow it, Sonobuoy's pods can reach neither each other nor the API server. ${cutOffRemedy(namespace.name)}`,
    );
  }
  if (names.unread.size > 0) {
    notes.push(`This command cannot tell what these select, but a run shows it: ${listed(names.unread)}.`);
  }
  return notes;
}

function listed(names: ReadonlySet<string>): string {
  return [...names].sort().join(', ');
}

const STRONGEST_FIRST: readonly Restriction[] = ['restricts', 'unread', 'spares'];

/** Described by its effect on either of Sonobuoy's pods. */
function restrictionFor(
  { name, labels }: PlannedNamespace,
  { apiVersion }: ServedKind,
  { spec }: FoundObject,
): Restriction {
  const namespaceLabels = { ...sonobuoyNamespaceLabels(labels), 'kubernetes.io/metadata.name': name };
  const seen = Object.values(runPodLabels(PLUGIN_NAME)).map((podLabels) =>
    restrictionOf(apiVersion, spec, { namespace: name, namespaceLabels, labels: podLabels }),
  );
  return STRONGEST_FIRST.find((one) => seen.includes(one)) ?? 'spares';
}

/** A run has a namespace of its own, but policies in an earlier one of that name will probably be in the next one, too. */
async function inTheNamespace(cluster: ClusterConnection, namespace: string): Promise<string[]> {
  const kind = { apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies' };
  const objects = await listObjects(cluster, kind, namespace);
  const policies = objects.flatMap((object) => NetworkPolicy.safeParse(object).data ?? []);
  const names = new Set(policiesCuttingOff({ namespace, policies, path: '' }, PLUGIN_NAME).map(({ name }) => name));
  if (names.size === 0) return [];
  return [
    `The existing namespace ${namespace} has NetworkPolicies that keep the plugin's pod from Sonobuoy's own: ${listed(names)}. ` +
      `If an operator makes them, the next namespace will get them, too. ${cutOffRemedy(namespace)}`,
  ];
}
