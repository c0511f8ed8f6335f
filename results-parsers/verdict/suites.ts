import type { Evidence } from '../evidence/evidence.ts';
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

export function saysDryRun(suite: JunitSuite): boolean {
  return suite.properties.get('DryRun') === 'true';
}
