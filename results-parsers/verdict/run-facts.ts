import type { JsonDocument } from '../archive/json-document.ts';
import type { RunRecord } from '../documents/run-record/run-record.ts';
import type { RunFacts } from '../documents/verdict/verdict.ts';
import type { AttemptEvidence, Evidence } from '../evidence/evidence.ts';
import type { SonobuoyConfig } from '../sonobuoy/documents.ts';
import { type SuiteEvidence, spanOf, suitesOf } from './suites.ts';

/** How the suite was run, from the run record if there is one, else from Sonobuoy's settings and the JUnit. */
export function runFacts(evidence: Evidence, config: JsonDocument<SonobuoyConfig>): RunFacts {
  const record = evidence.runRecord?.state === 'read' ? evidence.runRecord.value : null;
  const sonobuoy = config.state === 'read' ? config.value : null;
  const times = record ?? suiteTimes(suitesOf(evidence));
  return {
    id: record?.runId ?? sonobuoy?.UUID ?? null,
    sonobuoyVersion: sonobuoy?.Version ?? null,
    sessionId: sonobuoy?.UUID ?? null,
    evidence: {
      runRecord: evidence.runRecord?.state === 'read' ? evidence.runRecord.path : null,
      sonobuoyConfig: config.state === 'read' ? config.path : null,
    },
    ending: record?.ending ?? null,
    startedAt: times.startedAt,
    endedAt: times.endedAt,
    attempts: evidence.attempts.map((attempt) => attemptFacts(attempt, record)),
  };
}

function attemptFacts({ number, junit }: AttemptEvidence, record: RunRecord | null): RunFacts['attempts'][number] {
  const suites = junit.flatMap(({ path, reading }) => reading.suites.map((suite) => ({ path, suite })));
  const properties = suites[0]?.suite.properties;
  const times = record?.attempts.find((attempt) => attempt.number === number) ?? suiteTimes(suites);
  return {
    number,
    junit: junit.map(({ path }) => path),
    focus: properties?.get('FocusStrings') ?? null,
    skip: properties?.get('SkipStrings') ?? null,
    processes: wholeNumber(properties?.get('ParallelTotal')),
    flakeAttempts: wholeNumber(properties?.get('FlakeAttempts')),
    startedAt: times.startedAt,
    endedAt: times.endedAt,
  };
}

function wholeNumber(text: string | undefined): number | null {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : null;
}

function suiteTimes(suites: readonly SuiteEvidence[]): Pick<RunFacts, 'startedAt' | 'endedAt'> {
  return spanOf(suites) ?? { startedAt: null, endedAt: null };
}
