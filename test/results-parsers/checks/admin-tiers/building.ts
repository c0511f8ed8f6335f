import {
  ADMIN_NETWORK_POLICY,
  type AdminPolicyFacts,
  CLUSTER_NETWORK_POLICY,
} from '../../../../results-parsers/checks/admin-tiers/facts.ts';
import { CONTROL, OPEN_AT_FIRST, tierProbes } from '../../../../results-parsers/checks/admin-tiers/tier-probes.ts';
import { checkDefinitions } from '../../../../results-parsers/checks/registry.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { builtObservations, builtProbe } from '../../building/checks.ts';

const DENYING = /-deny-|-denied$|^control/;
const expectedOf = (name: string): 'open' | 'blocked' => (DENYING.test(name) ? 'blocked' : 'open');

const TIERS = Object.values(tierProbes).flatMap((tier) => Object.keys(tier));

/** The probes of a check, all as expected except those that are named; null: it was not made. */
export function tiers(changes: Readonly<Record<string, Probe['observed'] | null>> = {}): Probe[] {
  return [...OPEN_AT_FIRST, ...TIERS, ...Object.keys(changes).filter((name) => name === CONTROL)].flatMap((name) => {
    const observed = changes[name];
    if (observed === null) return [];
    const expected = expectedOf(name);
    return [builtProbe({ name, expected, observed: observed ?? expected })];
  });
}

/** Nothing that a tier denies is blocked, so only a NetworkPolicy was tried besides. */
export function unenforced(control: Probe['observed']): Probe[] {
  const made = new Set([
    'admin-deny-tcp',
    'admin-deny-udp',
    'admin-deny-egress',
    'baseline-deny-tcp',
    'baseline-deny-udp',
  ]);
  const changes = TIERS.map((name) => [name, made.has(name) ? 'open' : null] as const);
  return tiers({ ...Object.fromEntries(changes), [CONTROL]: control });
}

export const absent: AdminPolicyFacts = { servedVersions: [], servedKinds: [], definitions: [], baselineInUse: false };

const served = {
  [CLUSTER_NETWORK_POLICY]: { version: 'v1alpha2', kinds: ['clusternetworkpolicies'] },
  [ADMIN_NETWORK_POLICY]: { version: 'v1alpha1', kinds: ['adminnetworkpolicies', 'baselineadminnetworkpolicies'] },
} as const;

type Id = keyof typeof served;

/** What a check saw in a cluster that serves its kinds; `probes` null: in one that does not. */
export function tierCheck(
  id: Id,
  probes: Probe[] | null,
  { facts = {}, ...change }: Partial<CheckObservations> = {},
): CheckObservations {
  const definition = checkDefinitions.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`no check ${id}`);
  const { clause, level, question } = definition;
  const { version, kinds } = served[id];
  const found: AdminPolicyFacts =
    probes === null ? absent : { ...absent, servedVersions: [version], servedKinds: [...kinds] };
  return builtObservations({
    check: { id, clause, level, question },
    probes: probes ?? [],
    facts: { ...found, ...facts },
    ...change,
  });
}

export const latest = (probes: Probe[] | null, change: Partial<CheckObservations> = {}): CheckObservations =>
  tierCheck(CLUSTER_NETWORK_POLICY, probes, change);
export const older = (probes: Probe[] | null, change: Partial<CheckObservations> = {}): CheckObservations =>
  tierCheck(ADMIN_NETWORK_POLICY, probes, change);
