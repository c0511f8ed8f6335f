import type { JunitCase } from '../../../results-parsers/junit/junit-report.ts';
import type { SuiteReport } from './suite-report.ts';

const ran = ({ state }: JunitCase): boolean => state !== 'skipped' && state !== 'pending';

/** The reports of all attempts as one: of each spec what the last attempt says in which it ran. Null: there is none. */
export function mergedReport(reports: readonly SuiteReport[]): SuiteReport | null {
  const [first, ...later] = reports;
  if (first === undefined) return null;
  const specs = new Map(first.specs);
  for (const report of later) {
    for (const [name, results] of report.specs) {
      if (results.some(ran) || !specs.has(name)) specs.set(name, results);
    }
  }
  return {
    dryRun: reports.some(({ dryRun }) => dryRun),
    specialFailureReason: reports
      .map(({ specialFailureReason }) => specialFailureReason)
      .filter((reason) => reason !== '')
      .join(' '),
    specs,
    failedNodes: reports.flatMap(({ failedNodes }) => failedNodes),
  };
}
