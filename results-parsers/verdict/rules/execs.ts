import { counted } from '../../core/counted.ts';
import { type Finding, type FindingCode, finding } from '../../documents/verdict/finding.ts';
import type { AttemptEvidence } from '../../evidence/evidence.ts';
import { type SpecExecs, unansweredShare } from '../../sonobuoy/exec-traces.ts';
import { specSentence } from '../../standard/spec-sentence.ts';
import type { SpecResult } from '../spec-results.ts';
import type { JudgedRun, Rule } from './rule.ts';

/**
 * The share of a step's blocked connections without an answer from which on the step shows nothing. In most steps of upstream's specs one client
 * pod has at least a third of them: beyond that, one pod may have shown nothing at all (docs/adr/0027).
 */
const UNPROVEN_SHARE = 1 / 3;

/** A spec that passed in an attempt whose output shows that failed execs were counted as blocked connections. */
type PassedByErrors = { spec: SpecResult; path: string; execs: SpecExecs };

/** Upstream takes any error of an exec for a blocked connection, so that a spec can pass by execs that failed. */
export const blockedConnectionsAreProven: Rule = (run) => {
  const found = run.specs.flatMap((spec) => passedByErrors(spec, run));
  const counts = ({ spec, execs }: PassedByErrors): boolean =>
    spec.required && spec.waivedBy.length === 0 && unansweredShare(execs.worst) >= UNPROVEN_SHARE;
  return [
    ...about('blocking-unproven', found.filter(counts), {
      meaning: 'the specs would also have passed if these connections had been open',
      remedy:
        'Find out why commands cannot be started in pods (`kubectl exec` shows it; look at the node, the kubelet and what is between it and the API server), then run the plugin again.',
    }),
    ...about(
      'execs-failed',
      found.filter((one) => !counts(one)),
      {
        meaning: "too few to put the specs' passing in doubt",
        remedy: 'Nothing is needed for the verdict. If it happens again, find out whether the nodes are overloaded.',
      },
    ),
  ];
};

/** Of the attempts in which a spec passed, the one that shows most. */
function passedByErrors(spec: SpecResult, { evidence }: JudgedRun): PassedByErrors[] {
  const passed = evidence.attempts.filter(({ number }) =>
    spec.reports.some(({ attempt, state }) => attempt === number && state === 'passed'),
  );
  const [best] = passed
    .map((attempt) => worstLog(specSentence(spec.name), attempt))
    .sort((a, b) => shareOf(a?.execs) - shareOf(b?.execs));
  return best == null || best.execs.unanswered === 0 ? [] : [{ spec, ...best }];
}

function worstLog(sentence: string, { execs }: AttemptEvidence): Omit<PassedByErrors, 'spec'> | null {
  const candidates = execs.flatMap(({ value, path }) => {
    const known = value.get(sentence);
    return known === undefined ? [] : [{ path, execs: known }];
  });
  return candidates.reduce<(typeof candidates)[number] | null>(
    (worst, one) => (worst !== null && shareOf(worst.execs) >= shareOf(one.execs) ? worst : one),
    null,
  );
}

/** An output that does not name the spec shows no failed exec. */
function shareOf(execs: SpecExecs | undefined): number {
  return execs === undefined ? 0 : unansweredShare(execs.worst);
}

function about(
  code: FindingCode,
  found: readonly PassedByErrors[],
  { meaning, remedy }: { meaning: string; remedy: string },
): Finding[] {
  const [first, ...others] = found.toSorted((a, b) => shareOf(b.execs) - shareOf(a.execs));
  if (first === undefined) return [];
  const sum = (count: (execs: SpecExecs) => number): number =>
    found.reduce((total, { execs }) => total + count(execs), 0);
  const unanswered = sum((execs) => execs.unanswered);
  const blocked = sum((execs) => execs.blocked);
  const seemed =
    blocked === 1
      ? 'a connection seemed to be blocked, but it gave no answer'
      : `connections seemed to be blocked, but ${unanswered} of these ${blocked} connections gave no answer`;
  const { worst, reason } = first.execs;
  return [
    finding(code, {
      text: `${counted(found.length, 'spec')} passed because ${seemed}: the exec that starts the probe failed, which upstream takes for a blocked connection. In ${others.length === 0 ? 'its' : 'their'} worst step it was ${worst.unanswered} of ${worst.blocked}: ${meaning}. The last error: ${reason ?? ''}`,
      remedy,
      evidence: [...new Set(found.map(({ path }) => path))].sort().map((path) => ({ path, line: null })),
      specs: found.map(({ spec }) => spec.name),
    }),
  ];
}
