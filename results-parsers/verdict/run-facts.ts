import type { AttemptEvidence, Evidence } from '../evidence/evidence.ts';
import type { RunRecord } from '../run-record/run-record.ts';
import type { SonobuoyConfig } from '../sonobuoy/documents.ts';
import type { JsonDocument } from '../sonobuoy/json-document.ts';
import { type SuiteEvidence, suitesOf } from './suites.ts';
import type { RunFacts } from './verdict.ts';

/** How the suite was run, from the run record where there is one, else from Sonobuoy's settings and the JUnit. */
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

const SUITE_TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** Ginkgo writes the container's local time without a zone; the conformance image runs in UTC. */
function suiteTimes(suites: readonly SuiteEvidence[]): Pick<RunFacts, 'startedAt' | 'endedAt'> {
  const spans = suites.flatMap(({ suite }) => {
    const start = SUITE_TIMESTAMP.test(suite.timestamp ?? '') ? Date.parse(`${suite.timestamp}Z`) : Number.NaN;
    const end = start + (suite.seconds ?? Number.NaN) * 1000;
    return isWritable(start) && isWritable(end) ? [{ start, end }] : [];
  });
  if (spans.length === 0) return { startedAt: null, endedAt: null };
  return {
    startedAt: new Date(Math.min(...spans.map(({ start }) => start))).toISOString(),
    endedAt: new Date(Math.max(...spans.map(({ end }) => end))).toISOString(),
  };
}

const FIRST_MOMENT = Date.parse('0000-01-01T00:00:00Z');
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether the moment has a year of four digits, as documents write it. */
function isWritable(moment: number): boolean {
  return moment >= FIRST_MOMENT && moment <= LAST_MOMENT;
}
