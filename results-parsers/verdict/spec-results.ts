import { sortedEntries } from '../core/sorted-entries.ts';
import type { Position } from '../documents/position.ts';
import type { Explanation } from '../documents/verdict/explanation.ts';
import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import type { SpecOutcome } from '../documents/verdict/spec-outcome.ts';
import type { AttemptEvidence, Evidence, JunitEvidence } from '../evidence/evidence.ts';
import type { CaseState, JunitCase } from '../junit/junit-report.ts';
import { explain } from '../spec-failures/explain.ts';
import { isNetworkPolicySpec, knownSpec } from '../standard/catalogue.ts';
import { specSentence } from '../standard/spec-sentence.ts';
import type { OutcomeBeforeWaivers } from '../waivers/match-waivers.ts';
import { somethingIsEnforced } from './nothing-enforced.ts';
import { outcomeOverAttempts } from './outcomes.ts';
import { saysDryRun } from './suites.ts';

/** What one place in the evidence says about a spec. */
export type SpecReport = {
  attempt: number;
  state: CaseState;
  seconds: number | null;
  text: string;
  reachability: ReachabilityFailure | null;
  evidence: Position;
  /** Failed tries before it passed, and the output of the suite that shows them; null: no output shows any. */
  failedTries: { count: number; path: string } | null;
};

/** A spec with all that the evidence says about it. */
export type SpecResult = {
  name: string;
  required: boolean;
  exercises: string | null;
  /** Explains the last failure; null: there was none, or nothing more is known about it. */
  explanation: Explanation | null;
  /** The outcome that counts: after waivers, and with a flake as a failure if the caller says so. */
  outcome: SpecOutcome;
  outcomeBeforeWaivers: OutcomeBeforeWaivers;
  /** Ids of the waivers that exempt it; the first stands for them. */
  waivedBy: string[];
  /** In the order of attempts; one attempt may, against the rules, have several. */
  reports: SpecReport[];
};

/**
 * Results, before waivers, of the required specs and of all further NetworkPolicy specs in the evidence, sorted by name. A required spec is
 * known by its sentence: Kubernetes moves its tags and blanks.
 */
export function specResults(evidence: Evidence, required: readonly string[]): SpecResult[] {
  const reports = new Map<string, SpecReport[]>(required.map((name) => [name, []]));
  const requiredBySentence = new Map(required.map((name) => [specSentence(name), name]));
  for (const attempt of evidence.attempts) {
    for (const [reported, report] of reportsOf(attempt)) {
      const name = requiredBySentence.get(specSentence(reported)) ?? reported;
      const known = reports.get(name);
      if (known === undefined) reports.set(name, [report]);
      else known.push(report);
    }
  }
  const requiredNames = new Set(required);
  const results = sortedEntries(reports).map(([name, all]) => ({
    name,
    required: requiredNames.has(name),
    exercises: knownSpec(name)?.exercises ?? null,
    outcomeBeforeWaivers: outcomeOf(all),
    reports: all,
  }));
  const isEnforced = somethingIsEnforced(results);
  return results.map((result) => ({
    ...result,
    explanation: explanationOf(result, isEnforced),
    outcome: result.outcomeBeforeWaivers,
    waivedBy: [],
  }));
}

/** A spec that passed is also flaky if the output of the suite names failed tries of it. */
function outcomeOf(reports: readonly SpecReport[]): OutcomeBeforeWaivers {
  const outcome = outcomeOverAttempts(worstOfEachAttempt(reports));
  return outcome === 'passed' && reports.some(({ failedTries }) => failedTries !== null) ? 'flaky' : outcome;
}

/** Whether the run executed at least one of the specs. */
export function anyRan(specs: readonly SpecResult[]): boolean {
  return specs.some(({ outcomeBeforeWaivers: outcome }) => outcome !== 'skipped' && outcome !== 'missing');
}

/** The files that say something about the specs, each once. */
export function positionsOf(specs: readonly SpecResult[]): Position[] {
  const paths = new Set(specs.flatMap((spec) => spec.reports.map(({ evidence }) => evidence.path)));
  return [...paths].sort().map((path) => ({ path, line: null }));
}

function explanationOf(
  { name, reports }: Pick<SpecResult, 'name' | 'reports'>,
  isEnforced: boolean,
): Explanation | null {
  const failure = reports.findLast(({ reachability }) => reachability !== null)?.reachability;
  return failure == null ? null : explain(failure, knownSpec(name), isEnforced);
}

/** JUnit decides for an attempt. Without it, what the runner saw counts, but only as failures. */
function reportsOf(attempt: AttemptEvidence): [string, SpecReport][] {
  if (attempt.junit.length > 0) return attempt.junit.flatMap((file) => reportsOfJunit(attempt, file));
  const { observed } = attempt;
  if (observed === null) return [];
  return observed.value
    .filter(({ name, state }) => state === 'failed' && isNetworkPolicySpec(name))
    .map(({ name, state, seconds }) => [
      name,
      {
        attempt: attempt.number,
        state,
        seconds,
        text: 'seen to fail in the output of the suite, which left no JUnit',
        reachability: null,
        evidence: { path: observed.path, line: null },
        failedTries: null,
      },
    ]);
}

function reportsOfJunit(attempt: AttemptEvidence, { path, reading }: JunitEvidence): [string, SpecReport][] {
  return reading.suites.flatMap((suite) =>
    suite.specs.map((spec): [string, SpecReport] => [
      spec.name,
      {
        attempt: attempt.number,
        state: saysDryRun(suite) ? stateInDryRun(spec) : spec.state,
        seconds: spec.seconds,
        text: spec.text,
        reachability: spec.reachability,
        evidence: { path, line: spec.line },
        failedTries: spec.state === 'passed' ? failedTriesOf(spec.name, attempt) : null,
      },
    ]),
  );
}

/** By the words of its name: the output shows other tags than JUnit. */
function failedTriesOf(name: string, { retries }: AttemptEvidence): SpecReport['failedTries'] {
  const sentence = specSentence(name);
  for (const { value, path } of retries) {
    const count = value.failedTries.get(sentence);
    if (count !== undefined) return { count, path };
  }
  return null;
}

/** A dry run reports the specs that it would run as passed. */
function stateInDryRun(spec: JunitCase): CaseState {
  return spec.state === 'passed' ? 'skipped' : spec.state;
}

/** From the worst for the spec to the best. */
const severity: readonly CaseState[] = [
  'failed',
  'timedout',
  'interrupted',
  'aborted',
  'panicked',
  'unreadable',
  'skipped',
  'pending',
  'passed',
];

function worstOfEachAttempt(reports: readonly SpecReport[]): CaseState[] {
  const byAttempt = Map.groupBy(reports, ({ attempt }) => attempt);
  return [...byAttempt.values()].map((group) => {
    const states = new Set(group.map(({ state }) => state));
    return severity.find((state) => states.has(state)) ?? 'unreadable';
  });
}
