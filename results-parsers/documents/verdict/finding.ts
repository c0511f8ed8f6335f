import * as z from 'zod';
import { Position } from '../position.ts';

/**
 * What a finding does to its clause.
 *
 * - `fails`: the clause is not satisfied.
 * - `voids`: what was read is not what the run left, so nothing follows from it, not even a failure.
 * - `undetermines`: it keeps us from knowing whether the clause is satisfied.
 * - `advises`: worth knowing; changes nothing.
 */
export const Effect = z.enum(['fails', 'voids', 'undetermines', 'advises']);
export type Effect = z.infer<typeof Effect>;

/** Every finding there is, and what it does to its clause. */
export const findingEffects = {
  'admin-policies-absent': 'fails',
  'admin-policies-enforced': 'advises',
  'admin-policies-not-enforced': 'fails',
  'admin-policies-partly-enforced': 'fails',
  'admin-policies-superseded': 'advises',
  'announcement-contradicts': 'undetermines',
  'archive-damaged': 'voids',
  'archive-redacted': 'advises',
  'archive-trailing-data': 'undetermines',
  'archive-truncated': 'voids',
  'attempts-contradict': 'undetermines',
  'bare-junit': 'undetermines',
  'before-suite-not-passed': 'undetermines',
  'blocking-unproven': 'undetermines',
  'catalogue-from-run': 'advises',
  'catalogue-missing': 'undetermines',
  'check-undecided': 'undetermines',
  'check-unusable': 'undetermines',
  'checks-left-out': 'undetermines',
  'clause-declared': 'advises',
  'cleanup-unknown': 'advises',
  'cni-unknown': 'advises',
  'dates-differ': 'undetermines',
  'declaration-not-in-force': 'advises',
  'default-restrictions-absent': 'advises',
  'default-restrictions-present': 'advises',
  'default-restrictions-seen': 'advises',
  'default-restrictions-unknown': 'undetermines',
  'dry-run': 'undetermines',
  'e2e-version-unknown': 'undetermines',
  'enforcement-measured': 'advises',
  'entry-name-repeated': 'undetermines',
  'entry-name-unsafe': 'undetermines',
  'entry-not-a-file': 'undetermines',
  'evidence-altered': 'voids',
  'evidence-missing': 'undetermines',
  'evidence-unlisted': 'undetermines',
  'execs-failed': 'advises',
  'exit-code-contradicts': 'undetermines',
  'failed-specs-may-be-waived': 'undetermines',
  'failure-not-waived': 'advises',
  'further-specs-failed': 'undetermines',
  'ingress-absent': 'advises',
  'ingress-controller-retired': 'advises',
  'ingress-partly-works': 'advises',
  'ingress-several-defaults': 'advises',
  'ingress-works': 'advises',
  'junit-damaged': 'undetermines',
  'junit-missing': 'undetermines',
  'labels-late': 'advises',
  'log-contradicts': 'undetermines',
  'log-of-another-run': 'undetermines',
  'metadata-missing': 'undetermines',
  'metadata-unreadable': 'undetermines',
  'no-checks': 'undetermines',
  'not-tried-again': 'advises',
  'nothing-passed': 'undetermines',
  'nothing-ran': 'undetermines',
  'objects-left': 'advises',
  'observations-contradict': 'undetermines',
  'plugin-cut-off': 'undetermines',
  'plugin-error': 'undetermines',
  'plugin-missing': 'undetermines',
  'plugin-not-listed': 'undetermines',
  'preflight-stopped': 'undetermines',
  'preflight-warned': 'advises',
  'redaction-unreadable': 'undetermines',
  'required-scenario-failed': 'fails',
  'required-scenarios-undecided': 'undetermines',
  'retries-allowed': 'advises',
  'retries-hide-flakes': 'undetermines',
  'retries-suspected': 'advises',
  'run-not-completed': 'undetermines',
  'run-record-missing': 'undetermines',
  'run-record-unreadable': 'undetermines',
  'scenario-failed': 'advises',
  'scenarios-undecided': 'advises',
  'second-probe-leaked': 'advises',
  'second-probe-needed': 'advises',
  'server-version-unknown': 'undetermines',
  'sonobuoy-results-contradict': 'undetermines',
  'specs-contradict': 'undetermines',
  'specs-failed': 'fails',
  'specs-flaky': 'advises',
  'specs-interrupted': 'undetermines',
  'specs-leaked': 'advises',
  'specs-left-out': 'advises',
  'specs-missing': 'undetermines',
  'specs-repeated': 'undetermines',
  'specs-skipped': 'undetermines',
  'specs-timed-out': 'undetermines',
  'specs-too-fast': 'undetermines',
  'specs-waived': 'advises',
  'suite-contradicts-itself': 'undetermines',
  'suite-counts-differ': 'undetermines',
  'suite-failure-unexplained': 'undetermines',
  'suite-not-found': 'undetermines',
  'suite-of-another-binary': 'undetermines',
  'suite-outside-attempt': 'undetermines',
  'suite-properties-missing': 'undetermines',
  'suite-special-failure': 'undetermines',
  'suite-times-contradict': 'undetermines',
  'too-many-flakes': 'undetermines',
  'versions-differ': 'undetermines',
  'waived-specs-passed': 'advises',
  'waiver-not-fitting': 'advises',
  'waiver-unscoped': 'advises',
  'waiver-unused': 'advises',
} as const satisfies Record<string, Effect>;

export type FindingCode = keyof typeof findingEffects;
const codes = Object.keys(findingEffects) as FindingCode[];
export const FindingCode = z.enum(codes);

/** Findings that say why a clause that does not decide the verdict has no answer; there is nothing to do about them. */
export const unansweredCodes: ReadonlySet<FindingCode> = new Set(['checks-left-out', 'no-checks']);

/** Something about the archive that matters for a clause. */
export const Finding = z.object({
  code: FindingCode,
  effect: Effect,
  /** What was found, where, and what it means. */
  text: z.string(),
  /** What to do about it. */
  remedy: z.string(),
  evidence: z.array(Position),
  /** Full names of the specs it is about, sorted. */
  specs: z.array(z.string()),
  /** Codes of the findings of the same clause that it follows from: they have the remedy. Left out: it follows from no other. */
  followsFrom: z.array(FindingCode).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Makes a finding; its effect follows from its code. */
export function finding(
  code: FindingCode,
  content: Pick<Finding, 'text' | 'remedy'> & Partial<Pick<Finding, 'evidence' | 'specs'>>,
): Finding {
  const { text, remedy, evidence = [], specs = [] } = content;
  return { code, effect: findingEffects[code], text, remedy, evidence, specs: [...specs].sort() };
}
