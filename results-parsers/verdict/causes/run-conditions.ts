import type { JudgedRun } from '../rules/rule.ts';

/** Each names every required spec, alone or as part of an expression that names more. */
const WHOLE_FOCUS: readonly string[] = ['\\[Feature:NetworkPolicy\\]', 'NetworkPolicy', 'Netpol'];

/** Whether the run was told to leave out specs: then some were skipped for that reason alone. */
export function isNarrow({ suites }: JudgedRun): boolean {
  const [first] = suites;
  if (first === undefined || first.suite.ginkgo === 1) return false;
  const focus = first.suite.properties.get('FocusStrings') ?? '';
  return !focus.split('|').some((part) => WHOLE_FOCUS.includes(part));
}

/** The test itself broke, so whoever ended the run is not to blame. */
export function hasPanicked({ specs }: JudgedRun): boolean {
  return specs.some(({ reports }) => reports.some(({ state }) => state === 'panicked'));
}

/** Whether the preparation of a suite is listed and did not pass. */
export function beforeSuiteFailed({ suites }: JudgedRun): boolean {
  return suites.some(({ suite }) =>
    suite.suiteNodes.some(({ name, state }) => /BeforeSuite/.test(name) && state !== 'passed'),
  );
}

/** Whether our runner says that the run was ended before its end. */
export function endedTheRun({ evidence: { runRecord } }: JudgedRun): boolean {
  return (
    runRecord?.state === 'read' && runRecord.value.ending !== 'completed' && runRecord.value.ending !== 'suite-crashed'
  );
}
