import { isDay } from '../core/day.ts';
import type { Claim, Evidence } from '../evidence/evidence.ts';
import type { JunitSuite } from '../junit/junit-report.ts';

/** The name that Kubernetes gives its e2e suite, in all versions. */
export const E2E_SUITE = 'Kubernetes e2e suite';

export type SuiteEvidence = { path: string; suite: JunitSuite };

/** Every suite in the JUnit of the run, in the order of attempts. */
export function suitesOf(evidence: Evidence): SuiteEvidence[] {
  return evidence.attempts.flatMap((attempt) =>
    attempt.junit.flatMap(({ path, reading }) => reading.suites.map((suite) => ({ path, suite }))),
  );
}

/** Ginkgo writes `true` or `false`. Any other value, or both, may be a dry run. */
export function saysDryRun({ properties, contradictoryProperties }: JunitSuite): boolean {
  return (properties.get('DryRun') ?? 'false') !== 'false' || contradictoryProperties.has('DryRun');
}

const SUITE_TIMESTAMP = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d$/;

/** When the suites ran, all together; null: not one says so. Ginkgo writes the container's local time without a zone; the conformance image runs in UTC. */
export function spanOf(suites: readonly SuiteEvidence[]): { startedAt: string; endedAt: string } | null {
  const spans = suites.flatMap(({ suite }) => {
    const day = SUITE_TIMESTAMP.exec(suite.timestamp ?? '')?.[1] ?? '';
    // A day that no calendar has is one of the next month to Date.parse.
    const start = isDay(day) ? Date.parse(`${suite.timestamp}Z`) : Number.NaN;
    const end = start + (suite.seconds ?? Number.NaN) * 1000;
    return isWritable(start) && isWritable(end) ? [{ start, end }] : [];
  });
  if (spans.length === 0) return null;
  return {
    startedAt: new Date(Math.min(...spans.map(({ start }) => start))).toISOString(),
    endedAt: new Date(Math.max(...spans.map(({ end }) => end))).toISOString(),
  };
}

/** When Sonobuoy's own pods of this run were made, in milliseconds since 1970. */
export function runPodTimes({ runPods }: Pick<Evidence, 'runPods'>): Claim<number>[] {
  return runPods.flatMap(({ value, path }) => {
    const time = Date.parse(value);
    return Number.isNaN(time) ? [] : [{ value: time, path }];
  });
}

const FIRST_MOMENT = Date.parse('0000-01-01T00:00:00Z');
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether the moment has a year of four digits, as documents write it. */
function isWritable(moment: number): boolean {
  return moment >= FIRST_MOMENT && moment <= LAST_MOMENT;
}
