import { counted } from '../../core/counted.ts';
import type { Attempt } from '../../documents/run-record/run-record.ts';
import { type Finding, type FindingCode, finding } from '../../documents/verdict/finding.ts';
import type { AttemptEvidence } from '../../evidence/evidence.ts';
import { isNetworkPolicySpec } from '../../standard/catalogue.ts';
import { specSentence } from '../../standard/spec-sentence.ts';
import { type SuiteEvidence, spanOf } from '../suites.ts';
import type { JudgedRun, Rule } from './rule.ts';

const AS_WRITTEN = 'Evaluate the archive as `sonobuoy retrieve` wrote it; if it is, report a defect of the runner.';

type Recorded = { attempt: Attempt; evidence: AttemptEvidence; suites: SuiteEvidence[]; recordPath: string };

/** Each attempt of the run record that left a JUnit that came whole, with what that says. */
function recordedAttempts({ evidence }: JudgedRun): Recorded[] {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  return value.attempts.flatMap((attempt) => {
    const found = evidence.attempts.find(({ number }) => number === attempt.number);
    if (found === undefined || found.junit.length === 0) return [];
    if (found.junit.some(({ reading }) => reading.problem !== null)) return [];
    const suites = found.junit.flatMap((file) => file.reading.suites.map((suite) => ({ path: file.path, suite })));
    return { attempt, evidence: found, suites, recordPath: path };
  });
}

function contradiction(code: FindingCode, { recordPath, suites }: Recorded, text: string): Finding {
  const paths = [recordPath, ...suites.map(({ path }) => path)];
  return finding(code, { text, remedy: AS_WRITTEN, evidence: paths.map((path) => ({ path, line: null })) });
}

/** The suite ended by itself, and with the exit code of its outcome. */
export const exitCodeAgrees: Rule = (run) =>
  recordedAttempts(run).flatMap((recorded) => {
    const { number, exitCode, signal } = recorded.attempt;
    return recorded.suites.flatMap(({ path, suite }) => {
      const succeeded = suite.properties.get('SuiteSucceeded');
      if (succeeded === undefined || (signal === null && (exitCode === 0) === (succeeded === 'true'))) return [];
      const how = signal === null ? `with exit code ${exitCode ?? 'unknown'}` : `by the signal ${signal}`;
      return contradiction(
        'exit-code-contradicts',
        recorded,
        `The run record says that attempt ${number} ended ${how}, but ${path} says that its suite ${succeeded === 'true' ? 'succeeded' : 'failed'}.`,
      );
    });
  });

/** The runner saw each spec end as the JUnit says. A runner that saw nothing contradicts nothing. */
export const observationsAgree: Rule = (run) =>
  recordedAttempts(run).flatMap((recorded) => {
    const observed = recorded.attempt.observed.filter(({ name }) => isNetworkPolicySpec(name));
    if (observed.length === 0) return [];
    const states = statesOf(recorded.suites);
    const differing = observed.filter(({ name, state }) => states.get(specSentence(name)) !== state);
    const [first] = differing;
    if (first === undefined) return [];
    return contradiction(
      'observations-contradict',
      recorded,
      `The runner saw ${counted(differing.length, 'spec')} of attempt ${recorded.attempt.number} end differently from what the JUnit says, such as '${first.name}' (${first.state}).`,
    );
  });

function statesOf(suites: readonly SuiteEvidence[]): Map<string, string> {
  return new Map(suites.flatMap(({ suite }) => suite.specs.map(({ name, state }) => [specSentence(name), state])));
}

/** No more specs ran than the suite announced. */
export const announcementAgrees: Rule = (run) =>
  recordedAttempts(run).flatMap((recorded) => {
    const { announced, number } = recorded.attempt;
    const ran = recorded.suites.reduce((sum, { suite }) => sum + suite.passedSpecs + suite.unsuccessfulSpecs, 0);
    if (announced === null || ran <= announced) return [];
    return contradiction(
      'announcement-contradicts',
      recorded,
      `The suite of attempt ${number} announced ${counted(announced, 'spec')}, but ${ran} ran according to its JUnit.`,
    );
  });

/** Both clocks are the plugin's pod's; the suite's is in whole seconds. */
const TOLERANCE_MILLISECONDS = 5_000;

/** The suite ran while the runner waited for it. */
export const suiteRanInItsAttempt: Rule = (run) =>
  recordedAttempts(run).flatMap((recorded) => {
    const { number, startedAt, endedAt } = recorded.attempt;
    const span = spanOf(recorded.suites);
    if (span === null) return [];
    const begins = Date.parse(startedAt) - TOLERANCE_MILLISECONDS;
    const ends = Date.parse(endedAt) + TOLERANCE_MILLISECONDS;
    if (Date.parse(span.startedAt) >= begins && Date.parse(span.endedAt) <= ends) return [];
    return contradiction(
      'suite-outside-attempt',
      recorded,
      `Attempt ${number} lasted from ${startedAt} to ${endedAt}, but its suite from ${span.startedAt} to ${span.endedAt}.`,
    );
  });
