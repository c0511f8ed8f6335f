import { INGRESS } from '../../checks/ingress-controller/facts.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { Clause } from '../../standard/clauses.ts';
import type { JudgedCheck } from '../judged-checks.ts';
import { archiveIsWhole } from '../rules/archive.ts';
import { cutOffBy } from '../rules/cut-off.ts';
import type { JudgedRun } from '../rules/rule.ts';
import { judgeAdminNetworkPolicyClause } from './admin-network-policy.ts';
import { type ClauseJudgement, undecidedCheck } from './clause-judgement.ts';
import { withDeclaration } from './declared-clause.ts';
import { judgeDefaultRestrictionsClause } from './default-restrictions.ts';
import { judgeIngressClause } from './ingress.ts';
import { leftOutOnRequest } from './left-out-clause.ts';

/** Clauses that rest on our own checks alone. */
export type CheckedClause = Exclude<Clause['id'], 'network-policy'>;

const undetermined = (findings: Finding[]): ClauseJudgement => ({ outcome: 'undetermined', findings });

/** The outcome of a clause that no upstream spec is about. */
export function judgeByChecks(clause: CheckedClause, run: JudgedRun): ClauseJudgement {
  const { judged, unusable } = run.checks;
  const own = judged.filter(({ verdict }) => verdict.clause === clause && verdict.level !== 'advisory');
  if (own.length === 0 && unusable.length === 0) {
    return undetermined([
      leftOutOnRequest(clause, run.evidence) ?? noChecks,
      ...(clause === 'default-restrictions' ? restrictionsSeen(run) : []),
    ]);
  }
  const damage = archiveIsWhole(run);
  if (damage.length > 0) return undetermined(damage);
  if (own.length === 0) return undetermined(unusable.map(unusableCheck));
  const { outcome, findings } = judgementOf(clause, own);
  const judgement = { outcome, findings: [...findings, ...unusable.map(unusableCheck)] };
  return clause === 'default-restrictions' ? judgement : withDeclaration(judgement, clause, run.declarations);
}

function judgementOf(clause: CheckedClause, checks: readonly JudgedCheck[]): ClauseJudgement {
  switch (clause) {
    case 'admin-network-policy':
      return judgeAdminNetworkPolicyClause(checks);
    case 'ingress':
      return checks.some(({ verdict }) => verdict.id === INGRESS) ? judgeIngressClause(checks) : byAnswers(checks);
    case 'default-restrictions':
      return judgeDefaultRestrictionsClause(checks);
    default:
      return clause satisfies never;
  }
}

/** For checks without rules of their own: satisfied if every one says yes, not satisfied if one says no. */
function byAnswers(checks: readonly JudgedCheck[]): ClauseJudgement {
  const answers = new Set(checks.map(({ verdict }) => verdict.answer));
  const undecided = checks.filter(({ verdict }) => verdict.answer === 'unknown');
  const findings = undecided.map(({ verdict }) => undecidedCheck(verdict));
  if (answers.has('no')) return { outcome: 'not-satisfied', findings };
  return { outcome: answers.has('unknown') ? 'undetermined' : 'satisfied', findings };
}

const noChecks = finding('no-checks', {
  text: 'The archive contains no checks of this clause.',
  remedy: 'Nothing is needed for the verdict, which rests on the MUST clause alone.',
});

/** Default restrictions that an archive without checks shows: those that Sonobuoy itself met in its new namespace. */
function restrictionsSeen({ evidence }: JudgedRun): Finding[] {
  const names = cutOffBy(evidence);
  if (names.length === 0 || evidence.runPolicies === null) return [];
  const { namespace, path } = evidence.runPolicies;
  const isOne = names.length === 1;
  return [
    finding('default-restrictions-seen', {
      text: `Sonobuoy's namespace ${namespace}, which is created for each run, has ${isOne ? 'the NetworkPolicy' : 'the NetworkPolicies'} ${names.join(', ')}, which neither Sonobuoy nor the plugin makes. ${isOne ? 'It' : 'They'} kept the plugin from sending its results. Whether other new namespaces get ${isOne ? 'it' : 'them'}, too, was not tested.`,
      remedy: 'Nothing is needed for the verdict, which no MAY clause changes.',
      evidence: [{ path, line: null }],
    }),
  ];
}

function unusableCheck({ path, reason }: { path: string; reason: string }): Finding {
  return finding('check-unusable', {
    text: `${path} cannot be relied on: ${reason}.`,
    remedy:
      'Evaluate the archive as `sonobuoy retrieve` wrote it, with the version of scs-networking that made the run, or a later one.',
    evidence: [{ path, line: null }],
  });
}
