import type { TestcaseId } from './testcases.ts';

/** What a report for SCS's compliance-monitor is about, beside the verdict. */
export type ScsReportOptions = {
  /** What SCS calls the cluster. */
  subject: string;
  /** Those that the report answers; by default those that SCS's scope file has. */
  testcases?: readonly TestcaseId[];
  /** Whether to report an ABORT, too, which the monitor shows like a pass, and in place of an earlier FAIL. */
  inconclusive?: boolean;
};
