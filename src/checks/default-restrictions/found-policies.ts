import * as z from 'zod';
import type {
  DefaultRestrictionsFacts,
  PolicyObject,
} from '../../../results-parsers/checks/default-restrictions/facts.ts';
import { CILIUM_SETTINGS, ciliumSettings } from '../../cluster/cilium-settings.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import {
  type FoundObject,
  listObjects,
  type ServedGroup,
  type ServedKind,
  servedGroups,
  servedKinds,
} from '../../cluster/discovery.ts';
import { RUN_LABEL } from '../../cluster/run-mark.ts';
import { policyMechanisms } from './policy-mechanisms.ts';

/** The kinds of policies that the cluster serves, by where their objects apply. */
export interface PolicyKindsServed {
  readonly mechanisms: DefaultRestrictionsFacts['mechanisms'];
  readonly namespaced: readonly ServedKind[];
  readonly clusterWide: readonly ServedKind[];
}

/** Which of the known mechanisms the cluster serves. Reads only. Rejects with CLUSTER. */
export async function servedPolicyKinds(cluster: ClusterConnection): Promise<PolicyKindsServed> {
  const groups = new Map<string, ServedGroup>((await servedGroups(cluster)).map((group) => [group.name, group]));
  const served = policyMechanisms.filter(({ group }) => groups.has(group));
  const kinds = await Promise.all(
    served.map(async ({ group, kinds: wanted }) => {
      const [version = ''] = groups.get(group)?.versions ?? [];
      const all = await servedKinds(cluster, group, version);
      return {
        namespaced: all.filter(({ plural }) => wanted.namespaced.includes(plural)),
        clusterWide: all.filter(({ plural }) => wanted.clusterWide.includes(plural)),
      };
    }),
  );
  return {
    mechanisms: served.map(({ name, group, kinds: { namespaced, clusterWide } }) => ({
      name,
      group,
      canRestrict: namespaced.length + clusterWide.length > 0,
    })),
    namespaced: kinds.flatMap(({ namespaced }) => namespaced),
    clusterWide: kinds.flatMap(({ clusterWide }) => clusterWide),
  };
}

export interface FoundPolicies {
  readonly objects: PolicyObject[];
  /** What could not be listed, and why. */
  readonly unlisted: string[];
}

/** The policies in these namespaces, or for the whole cluster if null, that no run of ours made. Never rejects. */
export async function findPolicies(
  cluster: ClusterConnection,
  kinds: readonly ServedKind[],
  namespaces: readonly string[] | null,
): Promise<FoundPolicies> {
  const places = namespaces ?? [null];
  const wanted = kinds.flatMap((kind) => places.map((namespace) => ({ kind, namespace })));
  const results = await Promise.allSettled(wanted.map(({ kind, namespace }) => listObjects(cluster, kind, namespace)));
  const found: FoundPolicies = { objects: [], unlisted: [] };
  for (const [index, result] of results.entries()) {
    const kind = wanted[index]?.kind;
    if (kind === undefined) continue;
    if (result.status === 'rejected') found.unlisted.push(`${kind.plural} of ${kind.apiVersion}: ${result.reason}`);
    else found.objects.push(...result.value.filter(isNotOurs).map((object) => policyObject(kind, object)));
  }
  return found;
}

function isNotOurs({ metadata }: FoundObject): boolean {
  return metadata.labels?.[RUN_LABEL] === undefined;
}

/** Kyverno puts it on everything that it generates. Neither its field manager nor the common labels show which of its policies is behind an object. */
const ORIGIN_LABEL = 'generate.kyverno.io/policy-name';

const Rules = z.object({ ingress: z.array(z.unknown()).nullish(), egress: z.array(z.unknown()).nullish() });

/** Whether a policy, of whatever kind, has rules: they let through traffic that it would otherwise block. */
function hasRules(spec: unknown): boolean {
  const { data } = Rules.safeParse(spec);
  return (data?.ingress?.length ?? 0) + (data?.egress?.length ?? 0) > 0;
}

function policyObject({ apiVersion, kind }: ServedKind, { metadata, spec }: FoundObject): PolicyObject {
  const managers = metadata.managedFields?.flatMap(({ manager }) => manager ?? []) ?? [];
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace ?? null,
    name: metadata.name,
    managers: [...new Set(managers)].sort(),
    owners: (metadata.ownerReferences ?? []).map((owner) => `${owner.kind} ${owner.name}`),
    origin: metadata.labels?.[ORIGIN_LABEL] ?? null,
    allows: hasRules(spec),
  };
}

/** Settings that make a network plugin block what no policy allows. Never rejects: such a setting may be unreadable. */
export async function restrictingSettings(cluster: ClusterConnection): Promise<string[]> {
  const settings = await ciliumSettings(cluster);
  return settings?.['enable-policy'] === 'always' ? [`enable-policy=always in ${CILIUM_SETTINGS}`] : [];
}
