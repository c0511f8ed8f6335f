import type { AdminPolicyFacts } from '../../../results-parsers/checks/admin-network-policy/facts.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { listObjects, servedGroups, servedKinds } from '../../cluster/discovery.ts';
import { definitionAnnotations } from '../../cluster/resource-definitions.ts';
import { withoutStale } from '../../cluster/stale-objects.ts';
import { ONE_BASELINE, type TierApi } from './tier-policy.ts';

const GROUP = 'policy.networking.k8s.io';

/** What the API server has of a version of the policies, and of which priorities others make use. */
export interface ServedTiers {
  readonly facts: AdminPolicyFacts;
  readonly usedPriorities: ReadonlySet<number>;
}

/** Only reads, but for policies that a run of ours left whose pod is gone, which it removes. Rejects with CLUSTER. */
export async function servedTiers(
  cluster: ClusterConnection,
  { version, kinds, hasOneBaseline }: TierApi,
): Promise<ServedTiers> {
  const group = (await servedGroups(cluster)).find(({ name }) => name === GROUP);
  const servedVersions = [...(group?.versions ?? [])].sort();
  const served = servedVersions.includes(version) ? await servedKinds(cluster, GROUP, version) : [];
  const wanted = new Set(Object.values(kinds));
  const own = served.filter(({ plural }) => wanted.has(plural));
  const definitions = await Promise.all(own.map(({ plural }) => definitionOf(cluster, plural)));
  const objects = await Promise.all(
    own.map(async (kind) => ({
      kind,
      found: await withoutStale(cluster, kind, await listObjects(cluster, kind, null)),
    })),
  );
  const baseline = objects.find(({ kind }) => kind.plural === kinds.baseline)?.found ?? [];
  return {
    facts: {
      servedVersions,
      servedKinds: own.map(({ plural }) => plural).sort(),
      definitions: definitions.sort(),
      baselineInUse: hasOneBaseline && baseline.some(({ metadata }) => metadata.name === ONE_BASELINE),
    },
    usedPriorities: new Set(objects.flatMap(({ found }) => found.flatMap(({ spec }) => priorityIn(spec)))),
  };
}

async function definitionOf(cluster: ClusterConnection, plural: string): Promise<string> {
  const annotations = await definitionAnnotations(cluster, `${plural}.${GROUP}`).catch(() => null);
  const [bundle, channel] = ['bundle-version', 'channel'].map((key) => annotations?.[`${GROUP}/${key}`] ?? 'unknown');
  return `${plural} ${bundle} ${channel}`;
}

function priorityIn(spec: unknown): number[] {
  const priority = typeof spec === 'object' && spec !== null && 'priority' in spec ? spec.priority : null;
  return typeof priority === 'number' ? [priority] : [];
}

const LOWEST_PRECEDENCE = 1000;

/**
 * Two priorities that nobody uses, the one that goes first before the other. They go before as many others as can be: a policy of the
 * operator's with the same priority would make it a matter of chance which one applies.
 */
export function freePriorities(used: ReadonlySet<number>): readonly [first: number, second: number] | null {
  const free = Array.from({ length: LOWEST_PRECEDENCE + 1 }, (_, priority) => priority).filter(
    (each) => !used.has(each),
  );
  const [first, second] = free;
  return first === undefined || second === undefined ? null : [first, second];
}
