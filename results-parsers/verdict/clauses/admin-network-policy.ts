import { ADMIN_NETWORK_POLICY, CLUSTER_NETWORK_POLICY } from '../../checks/admin-tiers/facts.ts';
import { type TierState, tierState } from '../../checks/admin-tiers/tier-state.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { JudgedCheck } from '../judged-checks.ts';
import type { ClauseJudgement } from './clause-judgement.ts';

type Tiers = TierState & { check: JudgedCheck };

/**
 * The clause asks for the latest version of AdminNetworkPolicy and BaselineAdminNetworkPolicy: since version 0.2 of their API that is
 * ClusterNetworkPolicy with its two tiers. The kinds that the standard names meet its text, too. One version that is enforced is enough,
 * but of another that is there and does nothing users are warned.
 */
export function judgeAdminNetworkPolicyClause(checks: readonly JudgedCheck[]): ClauseJudgement {
  const latest = tiersOf(checks, CLUSTER_NETWORK_POLICY, 'v1alpha2');
  const older = tiersOf(checks, ADMIN_NETWORK_POLICY, 'v1alpha1');
  const both = [latest, older].filter((tiers) => tiers !== null);
  const warnings = both.filter(({ state }) => state === 'not-enforced').map(notEnforced);
  const has = (state: TierState['state']): boolean => both.some((tiers) => tiers.state === state);
  if (latest?.state === 'enforced') return { outcome: 'satisfied', findings: [enforced(latest), ...warnings] };
  if (older?.state === 'enforced') {
    return { outcome: 'satisfied', findings: [enforced(older), superseded(older), ...warnings] };
  }
  const partly = both.filter(({ state }) => state === 'partly');
  if (partly.length > 0) return { outcome: 'partly-satisfied', findings: [...partly.map(partlyEnforced), ...warnings] };
  const undecided = both.filter(({ state }) => state === 'unknown').map(unknown);
  if (has('unknown')) return { outcome: 'undetermined', findings: [...undecided, ...warnings] };
  if (has('not-enforced')) return { outcome: 'not-satisfied', findings: warnings };
  return both.length < 2
    ? { outcome: 'undetermined', findings: both.map(otherNotChecked) }
    : { outcome: 'not-satisfied', findings: [absent(both)] };
}

function tiersOf(checks: readonly JudgedCheck[], id: string, version: string): Tiers | null {
  const check = checks.find(({ verdict }) => verdict.id === id);
  return check === undefined ? null : { ...tierState(check.observations, version), check };
}

function evidenceOf({ check }: Tiers): Finding['evidence'] {
  return check.verdict.evidence;
}

function enforced(tiers: Tiers): Finding {
  return finding('admin-policies-enforced', {
    text: tiers.text,
    remedy: 'Nothing is needed.',
    evidence: evidenceOf(tiers),
  });
}

function superseded(tiers: Tiers): Finding {
  return finding('admin-policies-superseded', {
    text: 'ClusterNetworkPolicy has replaced these kinds. The text of the standard names the older kinds, so it is met.',
    remedy: 'Plan for a version of the network plugin that enforces ClusterNetworkPolicy.',
    evidence: evidenceOf(tiers),
  });
}

function partlyEnforced(tiers: Tiers): Finding {
  return finding('admin-policies-partly-enforced', {
    text: tiers.text,
    remedy: 'Tell users what does not work, and report it to the makers of the network plugin.',
    evidence: evidenceOf(tiers),
  });
}

function notEnforced(tiers: Tiers): Finding {
  return finding('admin-policies-not-enforced', {
    text: `SECURITY: ${tiers.text} Anyone who writes such a policy believes they are protected, and is not.`,
    remedy: 'Enable these policies in the network plugin, or remove their definitions from the cluster.',
    evidence: evidenceOf(tiers),
  });
}

function unknown(tiers: Tiers): Finding {
  return finding('check-undecided', {
    text: `The check ${tiers.check.verdict.id} could not answer its question. ${tiers.text}`,
    remedy:
      "Remove the cause and run the plugin again. If the cause is the cluster's default restrictions, exempt the checks' namespaces from them by a label that SCS_NAMESPACE_LABELS gives them.",
    evidence: evidenceOf(tiers),
  });
}

function otherNotChecked(tiers: Tiers): Finding {
  return finding('check-undecided', {
    text: `${tiers.text} The other version was not checked.`,
    remedy: `Run the plugin again with both checks (SCS_CHECKS=${tiers.check.verdict.clause}).`,
    evidence: evidenceOf(tiers),
  });
}

function absent(both: readonly Tiers[]): Finding {
  return finding('admin-policies-absent', {
    text: 'The API server serves no admin network policies: neither ClusterNetworkPolicy nor AdminNetworkPolicy and BaselineAdminNetworkPolicy.',
    remedy:
      'Nothing is needed for the verdict. The standard recommends a network plugin that supports them; if yours is working on support, a declaration can say so (plugin/declarations.example.yaml).',
    evidence: both.flatMap(evidenceOf),
  });
}
