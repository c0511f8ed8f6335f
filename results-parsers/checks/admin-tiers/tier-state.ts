import type { CheckObservations } from '../../documents/checks/check-observations.ts';
import { isAsExpected, type Probe } from '../../documents/checks/probe.ts';
import { unfinished } from '../conclusion.ts';
import { type AdminPolicyFacts, adminPolicyFacts } from './facts.ts';
import { CONTROL, DENYING, OPEN_AT_FIRST, type Tier, tierProbes } from './tier-probes.ts';

/**
 * What one version of the admin network policies does.
 *
 * - `enforced`: both tiers, in everything that was tried.
 * - `partly`: in some of it.
 * - `not-enforced`: the API server takes such policies, and they do nothing, while a plain NetworkPolicy does.
 * - `absent`: the API server does not have the kinds.
 * - `unknown`: it could not be found out.
 */
export type TierState = { state: 'enforced' | 'partly' | 'not-enforced' | 'absent' | 'unknown'; text: string };

/** Versions of the group whose kinds the checks know. */
const KNOWN_VERSIONS: ReadonlySet<string> = new Set(['v1alpha1', 'v1alpha2', 'v1beta1']);
/** The versions known to checks that did not note which ones they know. */
const KNOWN_AT_FIRST: ReadonlySet<string> = new Set(['v1alpha1', 'v1alpha2']);

/** What the observations of a check show about its policies. `firstVersion`: the version that a check tested if it does not note one. */
export function tierState(observations: CheckObservations, firstVersion: string): TierState {
  const early = unfinished(observations);
  if (early !== null) return { state: 'unknown', text: early.text };
  const facts = adminPolicyFacts(observations);
  if (facts === null) return { state: 'unknown', text: 'The observations of the check cannot be read.' };
  const version = facts.version ?? firstVersion;
  if (facts.servedKinds.length === 0) return notServed(facts, firstVersion);
  const probes = new Map(observations.probes.map((probe) => [probe.name, probe]));
  const closed = OPEN_AT_FIRST.filter((name) => probes.get(name)?.observed !== 'open');
  if (closed.length > 0) {
    return {
      state: 'unknown',
      text: 'Traffic between our namespaces was not open even without a policy of ours, so the effect of a policy cannot be seen.',
    };
  }
  return judged(probes, facts, version);
}

function notServed({ servedVersions, knownVersions }: AdminPolicyFacts, firstVersion: string): TierState {
  const known = knownVersions === undefined ? KNOWN_AT_FIRST : KNOWN_VERSIONS;
  const newer = servedVersions.filter((served) => !known.has(served));
  if (newer.length > 0) {
    return {
      state: 'unknown',
      text: `The API server has policy.networking.k8s.io/${newer.join(', ')}, which ${newer.length === 1 ? 'is' : 'are'} newer than this check.`,
    };
  }
  const sought = (knownVersions ?? [firstVersion]).join(' or ');
  return { state: 'absent', text: `The API server does not serve the policies of policy.networking.k8s.io/${sought}.` };
}

const TIERS = Object.keys(tierProbes) as Tier[];

function judged(probes: ReadonlyMap<string, Probe>, facts: AdminPolicyFacts, version: string): TierState {
  const tiers = facts.baselineInUse ? TIERS.filter((tier) => tier !== 'baseline') : TIERS;
  const tried = tiers.flatMap((tier) =>
    Object.entries(tierProbes[tier]).map(([name, what]) => ({ name, what, probe: probes.get(name) })),
  );
  const unknowns = tried.filter(({ probe }) => probe?.observed === 'unknown');
  if (unknowns.length > 0) {
    return { state: 'unknown', text: `The check could not test whether ${listed(unknowns.map(({ what }) => what))}.` };
  }
  const working = tried.filter(({ probe }) => probe !== undefined && isAsExpected(probe));
  const missing = tried.filter(({ probe }) => probe === undefined || !isAsExpected(probe));
  const denies = working.some(({ name }) => DENYING.has(name));
  if (!denies) return nothingDenied(probes.get(CONTROL), version);
  const aside = facts.baselineInUse
    ? " The baseline tier was not tested: the operator's own BaselineAdminNetworkPolicy is in use, and is left alone."
    : '';
  if (missing.length === 0) {
    return { state: 'enforced', text: `Policies of policy.networking.k8s.io/${version} are enforced.${aside}` };
  }
  const lacking = listed(missing.map(({ what }) => what));
  return {
    state: 'partly',
    text: `Policies of policy.networking.k8s.io/${version} are enforced, but not completely: it is not true that ${lacking}.${aside}`,
  };
}

function nothingDenied(control: Probe | undefined, version: string): TierState {
  if (control?.observed === 'blocked') {
    return {
      state: 'not-enforced',
      text: `The API server accepts policies of policy.networking.k8s.io/${version}, but nothing enforces them: what they deny stays open, while a NetworkPolicy in the same place is enforced.`,
    };
  }
  return {
    state: 'unknown',
    text: `Nothing that policies of policy.networking.k8s.io/${version} deny was blocked, but a NetworkPolicy in the same place was not enforced either.`,
  };
}

function listed(parts: readonly string[]): string {
  const [first = '', ...others] = parts;
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(', ')}, and ${last}`;
}
