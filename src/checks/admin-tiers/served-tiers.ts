import type { AdminPolicyFacts } from '../../../results-parsers/checks/admin-tiers/facts.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { listObjects, type ServedKind, servedGroups, servedKinds } from '../../cluster/discovery.ts';
import { definitionAnnotations } from '../../cluster/resource-definitions.ts';
import { withoutStale } from '../../cluster/stale-objects.ts';
import { ONE_BASELINE, type TierApi } from './tier-policy.ts';

const GROUP = 'policy.networking.k8s.io';

/** What the API server serves of some kinds of policies, and which priorities are in use. */
export interface ServedTiers {
  /** The newest version that has their kinds; null: none has. */
  readonly api: TierApi | null;
  readonly facts: AdminPolicyFacts;
  readonly usedPriorities: ReadonlySet<number>;
}

/**
 * Only reads, except that it removes policies left by a run of ours whose pod is gone. Rejects with CLUSTER. `apis`: the versions, the
 * newest first.
 */
export async function servedTiers(cluster: ClusterConnection, apis: readonly TierApi[]): Promise<ServedTiers> {
  const group = (await servedGroups(cluster)).find(({ name }) => name === GROUP);
  const servedVersions = [...(group?.versions ?? [])].sort();
  const { api, own } = await newestServed(
    cluster,
    apis.filter(({ version }) => servedVersions.includes(version)),
  );
  const definitions = await Promise.all(own.map(({ plural }) => definitionOf(cluster, plural)));
  const objects = await Promise.all(
    own.map(async (kind) => ({
      kind,
      found: await withoutStale(cluster, kind, await listObjects(cluster, kind, null)),
    })),
  );
  const baseline = objects.find(({ kind }) => kind.plural === api?.kinds.baseline)?.found ?? [];
  return {
    api,
    facts: {
      servedVersions,
      knownVersions: apis.map(({ version }) => version),
      version: api?.version ?? null,
      servedKinds: own.map(({ plural }) => plural).sort(),
      definitions: definitions.sort(),
      baselineInUse: (api?.hasOneBaseline ?? false) && baseline.some(({ metadata }) => metadata.name === ONE_BASELINE),
    },
    usedPriorities: new Set(objects.flatMap(({ found }) => found.flatMap(({ spec }) => priorityIn(spec)))),
  };
}

/** The first of these versions of which the API server serves kinds, and these kinds. */
async function newestServed(
  cluster: ClusterConnection,
  apis: readonly TierApi[],
): Promise<{ api: TierApi | null; own: ServedKind[] }> {
  for (const api of apis) {
    const wanted = new Set(Object.values(api.kinds));
    const own = (await servedKinds(cluster, GROUP, api.version)).filter(({ plural }) => wanted.has(plural));
    if (own.length > 0) return { api, own };
  }
  return { api: null, own: [] };
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
 * Two unused priorities, the one with precedence first. They take precedence over as many others as possible: a policy of the
 * operator's with the same priority would make it a matter of chance which one applies.
 */
export function freePriorities(used: ReadonlySet<number>): readonly [first: number, second: number] | null {
  const free = Array.from({ length: LOWEST_PRECEDENCE + 1 }, (_, priority) => priority).filter(
    (each) => !used.has(each),
  );
  const [first, second] = free;
  return first === undefined || second === undefined ? null : [first, second];
}
